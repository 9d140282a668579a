--- string.rep whose length wraps round.
--- expect: failed: at most 65536 bytes
local x = string.rep("xxxx", 1 << 62)
