--- An expression of more than 1000 bytes.
--- expect: failed: longer than 1000 bytes
local hit = f:text("X1"):matches(string.rep("a", 1001))
