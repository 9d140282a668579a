--- Calls of calls.
--- expect: failed: attempt to
local a = 1
local x = a{{5000:()}}
