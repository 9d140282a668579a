--- Functions with hundreds of values, called deep.
--- expect: failed or limit
local list = {}
for i = 1, 200 do list[i] = i end
local function deep(n, ...)
  if n == 0 then return select("#", ...) end
  return (deep(n - 1, ...))
end
for i = 1, 200 do deep(5000, table.unpack(list)) end
