--- A reason of 5000 bytes.
--- expect: failed: at most 4096 bytes
out:reason("L1", string.rep("x", 5000))
