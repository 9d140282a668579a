--- A format that Lua knows and rules don't.
--- expect: failed: a format knows
local x = string.format("%5.2f", 1)
