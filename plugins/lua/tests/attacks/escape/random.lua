--- Reaching for math.random.
--- expect: failed: isn't available in rules
local x = math.random()
