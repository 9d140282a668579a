--- Reaching for string.pack.
--- expect: failed: isn't available in rules
local x = string.pack("i4", 1)
