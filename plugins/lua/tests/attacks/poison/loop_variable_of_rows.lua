--- Rows read out of order.
--- expect: scored: n=5
for i = 1, 3 do for row in f:each("action") do local t = row:text("action") end end
