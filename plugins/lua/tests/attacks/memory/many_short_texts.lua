--- Short texts that are all kept.
--- expect: limit
local list = {}
for i = 1, math.maxinteger do list["k" .. i] = "v" .. i end
