--- Reaching for math.pi.
--- expect: failed: isn't available in rules
local x = math.pi
