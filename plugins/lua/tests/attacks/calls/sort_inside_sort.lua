--- table.sort inside the function of table.sort, without end.
--- expect: failed or limit
local function order(a, b)
  table.sort({ 3, 2, 1 }, order)
  return a < b
end
table.sort({ 3, 2, 1 }, order)
