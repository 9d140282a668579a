--- Reaching for warn.
--- expect: failed: isn't available in rules
warn("@on")
