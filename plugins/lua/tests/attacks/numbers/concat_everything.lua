--- table.concat from the smallest to the largest.
--- expect: failed: entries can be joined
local x = table.concat({}, "", math.mininteger, math.maxinteger)
