--- A format that writes code.
--- expect: failed: a format knows
local x = string.format("%q", "x")
