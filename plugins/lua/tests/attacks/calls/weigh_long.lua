--- f:weigh over a list that is almost without end.
--- expect: limit or failed
local codes, weights = {}, {}
for i = 1, 100000 do codes[i], weights[i] = "minutes", math.maxinteger end
for i = 1, 1000 do local sum = f:weigh(codes, weights) end
