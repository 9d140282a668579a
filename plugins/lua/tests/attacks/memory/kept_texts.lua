--- Long texts that are all kept.
--- expect: limit: used more than 16 MiB
local list = {}
for i = 1, math.maxinteger do list[i] = string.rep("x", 60000) .. i end
