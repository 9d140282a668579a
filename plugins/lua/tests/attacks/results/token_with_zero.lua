--- A token with a zero byte behind it.
--- expect: failed: grade can't be
out:grade("G\0", "L1")
