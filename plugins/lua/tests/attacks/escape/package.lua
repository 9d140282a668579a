--- Reaching for package.loaded.
--- expect: failed: isn't available in rules
local x = package.loaded
