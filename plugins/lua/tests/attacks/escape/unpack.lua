--- Reaching for unpack.
--- expect: failed: isn't available in rules
local x = unpack({})
