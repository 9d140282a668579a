--- Reaching for module.
--- expect: failed: isn't available in rules
local x = module("x")
