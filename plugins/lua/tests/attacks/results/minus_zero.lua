--- Minus zero is zero.
--- expect: scored: m=0
out:points("m", -0.0)
