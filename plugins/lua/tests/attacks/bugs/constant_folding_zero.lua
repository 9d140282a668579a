--- 0 and -0 as constants.
--- expect: scored: n=5
local zero, minus = 0.0, -0.0
if 1 / zero ~= 1 / 0.0 or 1 / minus ~= -(1 / 0.0) then error("a sign was lost") end
