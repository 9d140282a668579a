--- A variable that is to be closed.
--- expect: refused: <close> isn't available
local x <close> = nil
