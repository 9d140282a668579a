--- An error without words.
--- expect: failed
error("")
