--- A command in the first line.
--- expect: refused: unexpected symbol
--- file: whole
#!/bin/sh
return {}
