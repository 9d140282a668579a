--- A text that is no UTF-8.
--- expect: failed: clean text
out:value("words", "caf\xe9")
