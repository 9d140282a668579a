--- The same with a comment between.
--- expect: refused: <close> isn't available
local x < --[[ ]] close > = nil
