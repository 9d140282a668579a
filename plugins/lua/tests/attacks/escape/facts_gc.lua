--- A finalizer of the facts.
--- expect: failed: facts has no __gc
local x = f.__gc
