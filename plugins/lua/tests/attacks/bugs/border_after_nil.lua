--- The length of lists whose ends were cut.
--- expect: scored: n=5
local list = {}
for i = 1, 100 do list[i] = i end
for i = 100, 51, -1 do list[i] = nil end
for i = 1, 100 do table.insert(list, i) end
if #list ~= 150 then error("length " .. #list) end
