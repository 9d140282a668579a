--- A table where a text belongs.
--- expect: failed: takes a text
out:value("words", {})
