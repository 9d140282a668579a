--- A script that returns a text.
--- expect: refused: returns one table
--- file: whole
return "code"
