--- Verbs in an expression that would lift its limits.
--- expect: failed
--- text: {{40:a}}b
local hit = f:text("X1"):matches("(*LIMIT_MATCH=4000000000)(*LIMIT_DEPTH=4000000000)^(a+)+$")
