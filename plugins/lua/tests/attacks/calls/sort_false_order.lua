--- table.sort with a function that contradicts itself: it ends, in some order.
--- expect: scored: n=5
local list = {}
for i = 1, 500 do list[i] = i * 7 % 501 end
table.sort(list, function() return true end)
table.sort(list, function(a, b) return a ~= b end)
