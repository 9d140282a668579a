--- An error that turns the order of text.
--- expect: failed
error("a\u{202E}b")
