--- _ENV between brackets of another level.
--- expect: refused: _ENV isn't available
--- file: whole
local a = [==[ ]=] ]==] local _ENV <const> = nil --[[ ]]
local function g() return b end
return { code = a }
