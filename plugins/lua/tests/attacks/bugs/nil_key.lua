--- A key that is nothing.
--- expect: failed: index is nil
local t = {}
t[nil] = 1
