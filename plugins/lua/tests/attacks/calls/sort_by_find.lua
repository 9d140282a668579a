--- table.sort with a C function that searches long texts.
--- expect: limit: took more than 250 ms
local long, list = string.rep("ab", 32768), {}
for i = 1, 50000 do list[i] = long end
table.sort(list, string.find)
