--- An output that isn't declared.
--- expect: failed: q isn't declared in outputs
out:value("q", 1)
