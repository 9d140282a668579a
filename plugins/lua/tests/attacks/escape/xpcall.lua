--- Reaching for xpcall.
--- expect: failed: isn't available in rules
local x = xpcall(error, error)
