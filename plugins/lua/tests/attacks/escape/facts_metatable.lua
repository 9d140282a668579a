--- The metatable of the facts by its name.
--- expect: failed: facts has no __index
local x = f.__index
