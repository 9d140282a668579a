--- An expression that gives its start behind its end.
--- expect: scored or failed
local hit = f:text("X1"):matches("(?=support\\K)")
if hit then out:reason("L1", nil, hit) end
