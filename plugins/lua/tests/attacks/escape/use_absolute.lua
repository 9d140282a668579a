--- A library by an absolute path.
--- expect: failed: there is no library
local x = use "/etc/passwd"
