--- Bits of a text.
--- expect: failed: attempt to perform
local x = "3" | 1
