--- A measure that isn't declared.
--- expect: failed: a measure declares
out:measure(true, true, "L1")
