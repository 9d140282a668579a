--- math.max of nothing.
--- expect: failed: number expected
local x = math.max()
