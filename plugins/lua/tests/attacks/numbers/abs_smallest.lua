--- math.abs of the smallest number.
--- expect: scored: n=5
if math.abs(math.mininteger) ~= math.mininteger then error("x") end
