--- Reaching for string.gsub.
--- expect: failed: isn't available in rules
local x = string.gsub("a", "a", "b")
