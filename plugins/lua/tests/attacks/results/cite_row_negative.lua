--- A cite of row -1.
--- expect: failed
out:reason("L1", nil, { "SJ", -1 })
