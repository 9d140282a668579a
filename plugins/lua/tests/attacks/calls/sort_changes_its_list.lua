--- A comparison that empties the list while it is sorted.
--- expect: scored: n=5
local list = { 5, 4, 3, 2, 1 }
table.sort(list, function(a, b)
  for i = 1, 5 do list[i] = nil end
  return a < b
end)
