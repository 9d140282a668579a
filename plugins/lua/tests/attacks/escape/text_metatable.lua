--- The metatable of texts by its name.
--- expect: failed: there is no string.__index
local x = ("").__index
