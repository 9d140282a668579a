--- A list that isn't declared.
--- expect: failed: isn't declared in lists
local x = f:text("X1"):has_any("jargon")
