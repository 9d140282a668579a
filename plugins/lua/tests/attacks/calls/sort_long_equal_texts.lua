--- table.sort over 100 000 long texts that are all alike.
--- expect: limit: took more than 250 ms
local long, list = string.rep("x", 65536), {}
for i = 1, 100000 do list[i] = long end
table.sort(list)
