--- A new expression each time, without end.
--- expect: limit: took more than 250 ms
local text = f:text("X1")
for i = 1, math.maxinteger do local hit = text:matches("x" .. i) end
