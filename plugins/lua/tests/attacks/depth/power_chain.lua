--- 5000 powers in one expression.
--- expect: refused: nested too deep
local a = 1
local x = {{5000:a ^}} a
