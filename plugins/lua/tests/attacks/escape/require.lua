--- Reaching for require.
--- expect: failed: isn't available in rules
local x = require("os")
