--- Reaching for print.
--- expect: failed: isn't available in rules
print("x")
