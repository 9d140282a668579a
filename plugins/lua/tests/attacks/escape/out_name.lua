--- The name in the metatable of the result.
--- expect: failed: out has no __name
local x = out.__name
