--- An error with control characters.
--- expect: failed
error("a\27[31mb\7\0c")
