--- A cite that is a function.
--- expect: failed: a question's code is needed
out:reason("L1", nil, error)
