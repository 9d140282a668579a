--- A script that returns nothing.
--- expect: refused: returns one table
--- file: whole
local x = 1
