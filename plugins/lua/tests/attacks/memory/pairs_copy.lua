--- pairs over as much as there is.
--- expect: limit
local many = {}
for i = 1, 150000 do many[i] = i end
for round = 1, 100 do for key in pairs(many) do break end end
