--- math.max of what is not a number.
--- expect: scored: n=5
local nan = 0.0 / 0.0
local x = math.max(nan, 1) + math.min(1, nan)
