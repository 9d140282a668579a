--- A table that holds itself, many times.
--- expect: scored: n=5
local t = {}
for i = 1, 1000 do t[i] = t end
