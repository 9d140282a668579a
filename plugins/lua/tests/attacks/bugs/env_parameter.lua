--- _ENV as a parameter.
--- expect: refused: _ENV isn't available
local function f2(_ENV) return x end
