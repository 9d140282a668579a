--- string.rep more often than there is room.
--- expect: failed: at most 65536 bytes
local x = string.rep("xy", math.maxinteger)
