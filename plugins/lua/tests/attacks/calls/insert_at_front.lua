--- table.insert at the front of a list that grows and grows.
--- expect: limit: took more than 250 ms
local list = {}
for i = 1, 1000000 do table.insert(list, 1, i) end
