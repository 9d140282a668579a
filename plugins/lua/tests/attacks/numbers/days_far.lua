--- Days far from every calendar.
--- expect: failed: outside the years
local x = day.add(f:day(), 900000)
