--- A text joined in one step to more than there is room for.
--- expect: limit: used more than 16 MiB
local a = string.rep("x", 65536)
for i = 1, 6 do a = a .. a end
local b = a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a
