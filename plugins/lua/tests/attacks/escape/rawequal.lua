--- Reaching for rawequal.
--- expect: failed: isn't available in rules
local x = rawequal(1, 1)
