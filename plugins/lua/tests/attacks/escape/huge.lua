--- Reaching for math.huge.
--- expect: failed: isn't available in rules
local x = math.huge
