--- A control character in a text.
--- expect: failed: clean text
out:value("words", "a\27b")
