--- An expression that matches nothing.
--- expect: scored: n=5
local hit = f:text("X1"):matches("x*")
out:reason("L1", nil, hit)
