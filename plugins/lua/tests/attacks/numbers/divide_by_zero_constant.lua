--- The same with constants.
--- expect: failed: attempt to divide by zero
local x = 1 // 0
