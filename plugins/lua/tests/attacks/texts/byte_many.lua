--- More bytes than come at once.
--- expect: failed: at most 200 bytes
local x = string.byte(string.rep("x", 1000), 1, -1)
