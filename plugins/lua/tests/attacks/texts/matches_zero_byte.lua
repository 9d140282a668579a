--- An expression with a zero byte.
--- expect: scored: n=5
local hit = f:text("X1"):matches("a\0b")
