--- A name of its own that isn't local.
--- expect: failed: isn't declared
leak = 1
