--- Working days outside the holidays that are known.
--- expect: failed
local x = day.add_working_days(f:day(), 100000)
