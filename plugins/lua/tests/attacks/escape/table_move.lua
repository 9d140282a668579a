--- Reaching for table.move.
--- expect: failed: isn't available in rules
local x = table.move({}, 1, 1, 2)
