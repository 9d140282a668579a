--- Letters beyond ASCII in lower and upper: bytes stay.
--- expect: scored: words=Äbc
out:value("words", string.lower("ÄBC"))
