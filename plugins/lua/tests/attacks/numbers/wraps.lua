--- Whole numbers wrap round.
--- expect: scored: n=5
if math.maxinteger + 1 ~= math.mininteger or math.mininteger - 1 ~= math.maxinteger or math.maxinteger * 2 ~= -2 then error("x") end
