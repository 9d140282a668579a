--- A script that calls itself.
--- expect: refused
--- file: whole
local function deep(n) return 1 + deep(n + 1) end
return deep(1)
