--- A format longer than there is room.
--- expect: failed: at most 65536 bytes
local s40 = string.rep("x", 40000)
local x = string.format("%s%s", s40, s40)
