--- 200 values unpacked and counted without end.
--- expect: limit: took more than 250 ms
local list = {}
for i = 1, 200 do list[i] = i end
while true do local n = select("#", table.unpack(list)) end
