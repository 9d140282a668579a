--- Infinity.
--- expect: failed: n takes a whole number
out:value("n", 1 / 0)
