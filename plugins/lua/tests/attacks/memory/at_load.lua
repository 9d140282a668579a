--- A script that takes all memory before it returns its table.
--- expect: refused: used more than 16 MiB
--- file: whole
local list = {}
while true do list[#list + 1] = string.rep("x", 60000) .. #list end
return {}
