--- Long texts as keys, each hashed whole.
--- expect: limit: used more than 16 MiB
local many = {}
for i = 1, 100000 do many[string.rep("x", 65000) .. i] = i end
