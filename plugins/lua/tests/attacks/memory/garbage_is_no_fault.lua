--- Garbage of 100 MB: collected, not counted.
--- expect: scored: n=5
local s
for i = 1, 1700 do s = string.rep("x", 60000) .. i end
