--- Reaching for rawset.
--- expect: failed: isn't available in rules
rawset(math, "floor", 1)
