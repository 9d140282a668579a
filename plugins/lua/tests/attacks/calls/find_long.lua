--- A search in more than it takes.
--- expect: failed: the text is too long
local long = string.rep("a", 65536)
local at = string.find(long .. long, "b")
