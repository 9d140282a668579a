--- A number beyond 32 bits.
--- expect: failed: takes a whole number
out:value("m", 1 << 40)
