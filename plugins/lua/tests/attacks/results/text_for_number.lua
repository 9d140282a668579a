--- A text where a number belongs.
--- expect: failed: takes a whole number
out:value("n", "7")
