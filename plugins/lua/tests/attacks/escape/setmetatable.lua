--- Reaching for setmetatable.
--- expect: failed: isn't available in rules
local x = setmetatable({}, {})
