--- An attribute that there isn't.
--- expect: refused: unknown attribute
local x <nothing> = 1
