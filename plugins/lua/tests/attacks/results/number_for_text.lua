--- A number where a text belongs.
--- expect: failed: takes a text
out:value("words", 7)
