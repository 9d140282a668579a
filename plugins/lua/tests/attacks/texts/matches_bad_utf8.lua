--- An expression that is no UTF-8.
--- expect: failed: the expression
local hit = f:text("X1"):matches("\xff")
