--- The message of a wrong call tells no address.
--- expect: failed: attempt to call a table value
local t = {}
t()
