--- Nothing, as often as can be.
--- expect: scored: n=5
if string.rep("", math.maxinteger) ~= "" then error("x") end
