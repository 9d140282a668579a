--- Equal things keep their order.
--- expect: scored: words=369147258
local list, order = {}, {}
for i = 1, 9 do list[i] = { i % 3, i } end
table.sort(list, function(a, b) return a[1] < b[1] end)
for i = 1, 9 do order[i] = list[i][2] end
out:value("words", table.concat(order))
