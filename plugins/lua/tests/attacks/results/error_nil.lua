--- An error that is nothing.
--- expect: failed: error needs a text
error(nil)
