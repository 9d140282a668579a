--- The smallest whole number.
--- expect: failed: takes a whole number
out:value("m", math.mininteger)
