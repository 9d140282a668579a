--- Points given to what isn't points.
--- expect: failed: isn't declared as hundredths
out:points("n", 1)
