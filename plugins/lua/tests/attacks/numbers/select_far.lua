--- select beyond the last.
--- expect: scored: n=5
if select("#", select(math.maxinteger, 1, 2)) ~= 0 then error("x") end
