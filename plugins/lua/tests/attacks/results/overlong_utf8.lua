--- A text in overlong UTF-8.
--- expect: failed: clean text
out:value("words", "\xc0\x80")
