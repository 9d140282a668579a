--- Reaching for dofile.
--- expect: failed: isn't available in rules
dofile("/etc/passwd")
