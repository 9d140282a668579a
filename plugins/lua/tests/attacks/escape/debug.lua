--- Reaching for debug.getregistry.
--- expect: failed: isn't available in rules
local x = debug.getregistry()
