--- No list.
--- expect: failed: the name of a list is needed
local x = f:text("X1"):has_any()
