--- table.remove at the front of a long list.
--- expect: limit: took more than 250 ms
local list = {}
for i = 1, 100000 do list[i] = i end
for i = 1, 100000 do table.remove(list, 1) end
