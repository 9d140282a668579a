--- A reason that is no UTF-8.
--- expect: failed: clean text
out:reason("L1", "\xff")
