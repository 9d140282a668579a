--- A cite of a row that a question hasn't.
--- expect: failed: has no rows
out:reason("L1", nil, { "SJ", 7 })
