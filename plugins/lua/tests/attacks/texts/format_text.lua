--- %d with a text.
--- expect: failed: takes a whole number
local x = string.format("%d", "7")
