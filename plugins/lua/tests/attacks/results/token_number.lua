--- A grade as a number.
--- expect: failed: grade can't be
out:grade(1, "L1")
