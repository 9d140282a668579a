--- Callouts and code in an expression.
--- expect: failed
local hit = f:text("X1"):matches("(?C1)(?{ 1 })a(")
