--- An expression of two choices for each letter.
--- expect: failed: takes too many steps
--- text: {{400:a}}c b
local hit = f:text("X1"):matches("^(a|aa|a.)*c$")
