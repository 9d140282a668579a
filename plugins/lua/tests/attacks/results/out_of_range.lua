--- A number beyond what is declared.
--- expect: failed: can't be 1001
out:value("n", 1001)
