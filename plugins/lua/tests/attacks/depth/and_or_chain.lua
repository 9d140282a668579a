--- 5000 conditions in one expression.
--- expect: scored: n=5
local a = 1
local x = {{5000:a and a or }}a
