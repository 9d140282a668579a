--- 1000 parentheses.
--- expect: refused: nested too deep
local x = {{1000:(}}1{{1000:)}}
