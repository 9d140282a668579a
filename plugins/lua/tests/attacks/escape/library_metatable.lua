--- The metatable of a library by its name.
--- expect: failed: there is no math.__index
local x = math.__index
