--- A clause that isn't declared.
--- expect: failed: L9 isn't declared in clauses
out:reason("L9")
