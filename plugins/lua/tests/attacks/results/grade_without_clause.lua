--- A grade without a reason.
--- expect: failed: isn't declared in clauses
out:grade("G")
