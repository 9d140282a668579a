--- Reaching for string.gmatch.
--- expect: failed: isn't available in rules
local x = string.gmatch("a", "a")
