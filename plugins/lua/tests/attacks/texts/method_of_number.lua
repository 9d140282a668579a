--- A method of a number.
--- expect: failed: attempt to index a number value
local n = 5
local x = n:rep(3)
