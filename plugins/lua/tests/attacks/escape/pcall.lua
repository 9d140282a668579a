--- Reaching for pcall.
--- expect: failed: isn't available in rules
local x = pcall(error)
