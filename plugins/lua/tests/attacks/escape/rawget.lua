--- Reaching for rawget.
--- expect: failed: isn't available in rules
local x = rawget(math, "floor")
