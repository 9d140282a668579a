--- A web page.
--- expect: refused: unexpected symbol
--- file: whole
<html><body>Not found</body></html>
