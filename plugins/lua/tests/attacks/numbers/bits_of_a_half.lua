--- Bits of a number that isn't whole.
--- expect: failed: has no integer representation
local x = 1 | 2.5
