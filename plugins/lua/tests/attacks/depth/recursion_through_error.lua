--- An error in the deepest of many calls.
--- expect: failed or limit
local function deep(n)
  if n == 0 then return nil + 1 end
  table.sort({ 2, 1 }, function(a, b) deep(n - 1) return a < b end)
end
deep(60)
