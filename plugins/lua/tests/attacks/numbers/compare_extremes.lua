--- Whole numbers and others compared at the edges.
--- expect: scored: n=5
if not (math.maxinteger < 2^63) or math.maxinteger + 0.0 == math.maxinteger or not (math.mininteger <= -2^63) then error("x") end
