--- A setting inside a table changed.
--- expect: failed: can be read here, not changed
s.weights.SJ = 0
