--- A format with fewer values.
--- expect: failed: fewer values than places
local x = string.format("%d %d", 1)
