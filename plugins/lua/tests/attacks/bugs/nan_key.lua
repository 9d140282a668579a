--- A key that is not a number.
--- expect: failed: index is NaN
local t = {}
t[0 / 0] = 1
