--- _ENV as a constant (CVE-2022-28805).
--- expect: refused: _ENV isn't available
--- file: whole
local _ENV <const> = "x"
local function a() return b end
return { code = a }
