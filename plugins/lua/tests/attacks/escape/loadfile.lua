--- Reaching for loadfile.
--- expect: failed: isn't available in rules
local x = loadfile("/etc/passwd")
