--- A million empty texts joined again and again.
--- expect: limit
local list = {}
for i = 1, 400000 do list[i] = "" end
while true do local s = table.concat(list) end
