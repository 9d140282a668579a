--- A flag on what isn't one.
--- expect: failed: isn't declared as yes_no
out:flag("n", "L1")
