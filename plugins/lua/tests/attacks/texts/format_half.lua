--- %d with a number that isn't whole.
--- expect: failed: takes a whole number
local x = string.format("%d", 1.5)
