--- select of the smallest number.
--- expect: failed: there are not so many values
local x = select(math.mininteger, 1, 2)
