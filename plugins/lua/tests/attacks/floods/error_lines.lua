--- An error of many lines.
--- expect: failed: one two
error("one\ntwo")
