--- More answers at once than fit.
--- expect: failed or scored
local codes = {}
for i = 1, 200 do codes[i] = "minutes" end
local a = f:answers(table.unpack(codes))
