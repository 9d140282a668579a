--- The length of nothing.
--- expect: failed: string expected
local x = string.len(nil)
