--- Reaching for rawlen.
--- expect: failed: isn't available in rules
local x = rawlen({})
