--- Reaching for .
--- expect: failed: isn't available in rules
local x = ("a"):match("a")
