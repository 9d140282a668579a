--- A value of 64 kB.
--- expect: failed: at most 4096 bytes
out:value("words", string.rep("x", 65536))
