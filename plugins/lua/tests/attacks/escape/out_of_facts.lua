--- A method of the result called on the facts.
--- expect: failed: with a colon
out.value(f, "n", 1)
