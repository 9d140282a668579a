--- A field set on a text.
--- expect: failed: attempt to index
local name = "x"
name.y = 1
