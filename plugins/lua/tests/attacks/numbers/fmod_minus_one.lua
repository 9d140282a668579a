--- math.fmod of the smallest number and -1.
--- expect: scored: n=5
if math.fmod(math.mininteger, -1) ~= 0 then error("x") end
