--- Reaching for getmetatable.
--- expect: failed: isn't available in rules
local x = getmetatable("")
