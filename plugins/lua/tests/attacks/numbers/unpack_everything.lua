--- table.unpack from the smallest to the largest.
--- expect: failed: at most 200 values
local x = table.unpack({}, math.mininteger, math.maxinteger)
