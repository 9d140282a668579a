--- A letter beyond Unicode.
--- expect: failed: clean text
out:value("words", "\u{7FFFFFFF}")
