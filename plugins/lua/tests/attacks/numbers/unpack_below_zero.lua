--- table.unpack below 0.
--- expect: scored: n=5
if select("#", table.unpack({}, -3, 3)) ~= 7 then error("x") end
