--- The facts as a value.
--- expect: failed: takes a whole number
out:value("n", f)
