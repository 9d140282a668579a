--- Reaching for collectgarbage.
--- expect: failed: isn't available in rules
local x = collectgarbage("count")
