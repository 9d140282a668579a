--- math.max of texts.
--- expect: failed: number expected
local x = math.max("a", "b")
