--- 5000 texts joined in one expression.
--- expect: refused: nested too deep
local a = "a"
local x = {{5000:a ..}} a
