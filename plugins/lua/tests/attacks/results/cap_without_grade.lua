--- A ceiling over no grade.
--- expect: failed: never out:grade
out:cap("G", "L1")
