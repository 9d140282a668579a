--- Days beyond the whole numbers.
--- expect: failed: too large
local x = day.add(f:day(), math.maxinteger)
