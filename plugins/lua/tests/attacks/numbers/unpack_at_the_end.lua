--- table.unpack at the end of the whole numbers.
--- expect: scored: n=5
if select("#", table.unpack({}, math.maxinteger - 1, math.maxinteger)) ~= 2 then error("x") end
