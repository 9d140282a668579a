--- Minus infinity.
--- expect: failed: m takes a whole number
out:points("m", -1 / 0)
