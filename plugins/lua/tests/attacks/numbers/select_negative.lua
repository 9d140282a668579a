--- select from behind, too far.
--- expect: failed: there are not so many values
local x = select(-5, 1, 2)
