--- A long text between each two of many.
--- expect: failed: the joined text is longer than
local list = {}
for i = 1, 1000 do list[i] = "" end
local s = table.concat(list, string.rep("x", 60000))
