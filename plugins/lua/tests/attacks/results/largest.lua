--- The largest whole number.
--- expect: failed: takes a whole number
out:value("m", math.maxinteger)
