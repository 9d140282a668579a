--- A cite of a question that there isn't.
--- expect: failed: no tool of this rule asks
out:reason("L1", nil, "Q9")
