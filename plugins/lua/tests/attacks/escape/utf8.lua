--- Reaching for utf8.char.
--- expect: failed: isn't available in rules
local x = utf8.char(72)
