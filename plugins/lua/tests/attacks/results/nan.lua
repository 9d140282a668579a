--- Not a number.
--- expect: failed: n takes a whole number
out:value("n", 0 / 0)
