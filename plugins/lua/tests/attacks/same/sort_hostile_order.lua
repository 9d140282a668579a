--- A comparison by chance of its own gives one order.
--- expect: scored: words=
local x, list = 1, {}
for i = 1, 200 do list[i] = i end
table.sort(list, function()
  x = x * 1103515245 + 12345 & 0x7fffffff
  return x % 2 == 0
end)
out:value("words", table.concat(list, ","))
