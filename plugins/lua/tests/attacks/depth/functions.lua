--- 500 functions in each other.
--- expect: refused: nested too deep
local x = {{500:function() return }}1{{500: end}}
