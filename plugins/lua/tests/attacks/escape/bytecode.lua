--- Reaching for load.
--- expect: failed: isn't available in rules
local x = load("\27Lua")
