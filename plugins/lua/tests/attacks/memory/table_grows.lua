--- A list that grows without end.
--- expect: limit: used more than 16 MiB
local list = {}
while true do list[#list + 1] = { #list } end
