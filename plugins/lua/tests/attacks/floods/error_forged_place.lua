--- An error that says it is on another line.
--- expect: failed
error("rule:9999: nobody", 0)
