--- What is left of a division by 0.
--- expect: failed: attempt to divide by zero
local zero = 0
local x = 1 % zero
