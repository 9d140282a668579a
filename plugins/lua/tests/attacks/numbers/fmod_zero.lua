--- math.fmod by 0.
--- expect: failed: can't be divided by 0
local x = math.fmod(1, 0)
