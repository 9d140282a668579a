--- An expression for single bytes, which would part a character.
--- expect: failed: the expression
local hit = f:text("X1"):matches("\\C")
