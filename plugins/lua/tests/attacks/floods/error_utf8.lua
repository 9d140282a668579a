--- An error that is no UTF-8.
--- expect: failed
error("caf\xe9 \xff\xfe")
