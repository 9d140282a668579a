--- An assertion with a table.
--- expect: failed: an assertion doesn't hold
assert(false, {})
