--- A long faulty expression.
--- expect: failed
local x = f:text("X1"):matches(string.rep("(", 900))
