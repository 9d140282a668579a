--- An error that is a number.
--- expect: failed: error needs a text
error(42)
