--- A script that returns a number.
--- expect: refused: returns one table
--- file: whole
return 1
