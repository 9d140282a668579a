--- Reasons of 4 kB each.
--- expect: limit: larger than 64 kB
for i = 1, 100 do out:reason("L1", string.rep("x", 4000) .. i) end
