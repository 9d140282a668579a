--- Reaching for loadstring.
--- expect: failed: isn't available in rules
local x = loadstring("return 1")
