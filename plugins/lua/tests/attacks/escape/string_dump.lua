--- Reaching for string.dump.
--- expect: failed: isn't available in rules
local x = string.dump(function() end)
