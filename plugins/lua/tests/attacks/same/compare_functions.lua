--- Functions in order of their addresses.
--- expect: failed: attempt to compare two function values
local x = math.floor < math.ceil
