--- 10 000 sums in one expression: they need no depth.
--- expect: scored: n=5
local a = 1
local x = {{10000:a +}} a
