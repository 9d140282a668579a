--- A status that there isn't.
--- expect: failed: a status is
out:status("failed", "L1")
