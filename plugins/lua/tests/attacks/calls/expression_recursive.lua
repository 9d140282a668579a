--- An expression that calls itself without end.
--- expect: failed or scored
--- text: {{40:b}}a
local hit = f:text("X1"):matches("(?R)*a")
