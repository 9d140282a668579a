--- Months without end.
--- expect: failed: too many months
local x = day.add_months(f:day(), 1000000)
