--- More than table.sort takes.
--- expect: failed or limit
local list = {}
for i = 1, 200001 do list[i] = 1 end
table.sort(list)
