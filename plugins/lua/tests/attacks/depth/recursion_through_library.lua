--- A library function that calls back for ever.
--- expect: failed or limit
local function back(list) table.sort(list, function() back({ 2, 1 }) end) end
back({ 2, 1 })
