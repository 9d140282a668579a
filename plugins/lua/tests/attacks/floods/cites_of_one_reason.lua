--- 200 cites of one reason.
--- expect: scored: n=5
local cites = {}
for i = 1, 200 do cites[i] = "SJ" end
out:reason("L1", nil, table.unpack(cites))
