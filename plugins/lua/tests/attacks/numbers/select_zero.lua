--- select of the value at place 0.
--- expect: failed: there are not so many values
local x = select(0, 1, 2)
