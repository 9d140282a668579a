--- A text called like a function.
--- expect: failed: attempt to call
local t = f:text("X1")
t()
