--- Assignments that change what they assign to.
--- expect: scored: n=5
local t, i = { 1, 2 }, 1
i, t[i] = i + 1, 20
if t[1] ~= 20 or i ~= 2 then error("the order changed") end
