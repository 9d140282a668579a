--- A number that isn't whole.
--- expect: failed: not 2.5
out:value("n", 2.5)
