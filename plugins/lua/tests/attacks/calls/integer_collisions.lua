--- Keys that all fall into one place of the table, walked by pairs.
--- expect: limit or scored
local many = {}
for i = 1, 30000 do many[i * 65535 * 257] = i end
for round = 1, 50 do for key in pairs(many) do break end end
