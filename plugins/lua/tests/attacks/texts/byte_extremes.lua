--- string.byte between the ends of the whole numbers.
--- expect: scored: n=5
if select("#", string.byte("abc", math.mininteger, math.maxinteger)) ~= 3 then error("x") end
