--- A token that isn't declared.
--- expect: failed: can't be X
out:grade("X", "L1")
