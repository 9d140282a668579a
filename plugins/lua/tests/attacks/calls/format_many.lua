--- A format with thousands of places.
--- expect: scored or limit
local s = string.format(string.rep("%%", 30000))
