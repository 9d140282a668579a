--- A mark that turns the order of text.
--- expect: failed: clean text
out:value("words", "a\u{202E}b")
