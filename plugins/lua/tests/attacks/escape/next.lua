--- Reaching for next.
--- expect: failed: isn't available in rules
local x = next({})
