--- Chance.
--- expect: failed: math.random isn't available in rules
out:value("n", math.random(100))
