--- An expression that tries every way to part a word.
--- expect: failed: takes too many steps
--- text: {{40:a}}b
local hit = f:text("X1"):matches("^(a+)+$")
