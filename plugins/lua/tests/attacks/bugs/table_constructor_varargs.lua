--- A table made of more than fifty values and varargs.
--- expect: scored: n=5
local function many(...) return { 1, 2, 3, ... } end
local list = {}
for i = 1, 200 do list[i] = i end
if #many(table.unpack(list)) ~= 203 then error("lost") end
