--- An error of 64 kB.
--- expect: failed: xxx
error(string.rep("x", 65536))
