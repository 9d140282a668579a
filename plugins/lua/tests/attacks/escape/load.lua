--- Reaching for load.
--- expect: failed: isn't available in rules
local x = load("return 1")
