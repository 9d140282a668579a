--- A whole number written as another: taken.
--- expect: scored: n=5
out:value("n", 7.0)
