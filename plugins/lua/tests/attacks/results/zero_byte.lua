--- A zero byte in a text.
--- expect: failed: clean text
out:value("words", "a\0b")
