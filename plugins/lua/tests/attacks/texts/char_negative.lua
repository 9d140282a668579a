--- A byte below 0.
--- expect: failed: a byte is 0 to 255
local x = string.char(-1)
