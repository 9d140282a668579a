--- 300 parameters.
--- expect: refused: too many local variables
local function many({{299:a, }}a) end
