--- Reaching for io.open.
--- expect: failed: isn't available in rules
local x = io.open("/etc/passwd")
