--- All tokens at once.
--- expect: failed: grade can't be
out:grade("O G R I", "L1")
