--- _ENV behind what looks like a long comment.
--- expect: refused: _ENV isn't available
--- file: whole
--[=x
local _ENV <const> = nil local function g() return b end
--]=]
return { code = g }
