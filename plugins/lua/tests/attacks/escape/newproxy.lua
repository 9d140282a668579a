--- Reaching for newproxy.
--- expect: failed: isn't available in rules
local x = newproxy(true)
