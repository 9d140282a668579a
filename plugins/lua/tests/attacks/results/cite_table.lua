--- A cite that is a table of itself.
--- expect: failed: a question's code is needed
local c = {}
c[1] = c
c[2] = c
out:reason("L1", nil, c)
