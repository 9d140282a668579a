--- pairs over texts, numbers and truth values: one order.
--- expect: scored: words=-9 1 3 A B a b false true
local list = {}
for key in pairs({ b = 1, a = 1, B = 1, A = 1, [3] = 1, [1] = 1, [-9] = 1, [true] = 1, [false] = 1 }) do
  list[#list + 1] = tostring(key)
end
out:value("words", table.concat(list, " "))
