--- The message of a wrong sum tells no address.
--- expect: failed: attempt to perform arithmetic
local x = {} + 1
