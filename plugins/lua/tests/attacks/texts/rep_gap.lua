--- string.rep with a long gap.
--- expect: failed: at most 65536 bytes
local x = string.rep("", 3, string.rep("x", 40000))
