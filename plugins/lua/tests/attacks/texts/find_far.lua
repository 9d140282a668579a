--- string.find from far behind the end.
--- expect: scored: n=5
if string.find("abc", "a", math.maxinteger) ~= nil or string.find("abc", "", 4) ~= 4 or string.find("abc", "a", math.mininteger) ~= 1 then error("x") end
