--- A text of the record added up.
--- expect: failed: a text value
local x = f:text("X1") + 1
