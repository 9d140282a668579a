--- string.rep less than no times.
--- expect: scored: n=5
if string.rep("x", -1) ~= "" or string.rep("x", math.mininteger) ~= "" then error("x") end
