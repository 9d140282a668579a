--- A function of its own that reads a name nobody declared.
--- expect: failed: there is no name secret
local function g() return secret end
g()
