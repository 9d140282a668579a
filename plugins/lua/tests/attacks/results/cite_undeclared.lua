--- A cite of a question that isn't declared.
--- expect: failed: doesn't declare it in needs
out:reason("L1", nil, "V1")
