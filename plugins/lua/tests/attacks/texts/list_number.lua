--- A list by its number.
--- expect: failed: isn't declared in lists
local x = f:text("X1"):has_any(1)
