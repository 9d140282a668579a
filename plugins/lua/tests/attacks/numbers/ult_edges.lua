--- math.ult at the edges.
--- expect: scored: n=5
if not math.ult(1, -1) or math.ult(-1, 1) then error("x") end
