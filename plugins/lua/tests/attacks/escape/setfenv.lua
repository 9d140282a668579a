--- Reaching for setfenv.
--- expect: failed: isn't available in rules
local x = setfenv(1, {})
