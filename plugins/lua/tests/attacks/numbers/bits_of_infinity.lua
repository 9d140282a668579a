--- Bits of infinity.
--- expect: failed: has no integer representation
local zero = 0.0
local x = 1 | 1 / zero
