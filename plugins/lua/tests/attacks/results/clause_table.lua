--- A clause that is a table of itself.
--- expect: failed: isn't declared in clauses
local c = {}
c[1] = c
out:reason(c)
