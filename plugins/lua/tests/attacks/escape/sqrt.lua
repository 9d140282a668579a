--- Reaching for math.sqrt.
--- expect: failed: isn't available in rules
local x = math.sqrt(2)
