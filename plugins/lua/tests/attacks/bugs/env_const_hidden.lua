--- The same behind a text that goes on over the end of a line.
--- expect: refused: _ENV isn't available
--- file: whole
local a = "\z
" local _ENV <const> = 1 local function g() return b end --"
return { code = a }
