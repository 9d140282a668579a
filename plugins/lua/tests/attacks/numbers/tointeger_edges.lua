--- math.tointeger of what isn't one.
--- expect: scored: n=5
if math.tointeger("8") ~= nil or math.tointeger(2^63) or math.tointeger(0/0) or math.tointeger({}) or math.tointeger(3.5) then error("x") end
if math.tointeger(-2^63) ~= math.mininteger then error("y") end
