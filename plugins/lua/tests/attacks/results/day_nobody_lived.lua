--- A day that is none.
--- expect: failed: which is no day
out:value("on", 99999999)
