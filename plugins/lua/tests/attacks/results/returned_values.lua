--- Values returned in place of given.
--- expect: scored: n=5
if s then end
out:value("words", nil)
