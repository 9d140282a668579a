--- A setting changed.
--- expect: failed: can be read here, not changed
s.good = 1
