--- A text too long to turn round.
--- expect: failed: the text is too long
local long = string.rep("x", 65536)
local x = string.reverse(long .. long)
