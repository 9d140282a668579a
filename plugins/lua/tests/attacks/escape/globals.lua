--- Reaching for _G.os.
--- expect: failed: isn't available in rules
local x = _G.os
