--- 100 000 cites.
--- expect: limit or failed
for i = 1, 100000 do out:reason("L1", nil, "SJ", "SJ", "SJ", "SJ") end
