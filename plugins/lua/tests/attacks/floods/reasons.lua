--- 9000 reasons.
--- expect: limit: larger than 64 kB
for i = 1, 9000 do out:reason("L1", "number " .. i) end
