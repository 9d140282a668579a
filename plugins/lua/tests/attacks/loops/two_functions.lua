--- Two functions that call each other for ever.
--- expect: limit: took more than 250 ms
local b
local function a() return b() end
b = function() return a() end
a()
