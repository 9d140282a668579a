--- A function that calls itself with many values.
--- expect: limit: used more than 16 MiB
local list = {}
for i = 1, 200 do list[i] = i end
local function deep(...) return 1 + deep(...) end
deep(table.unpack(list))
