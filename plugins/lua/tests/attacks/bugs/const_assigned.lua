--- A constant that is assigned to.
--- expect: refused: attempt to assign to const
local x <const> = 1
x = 2
