--- The result as its own value.
--- expect: failed: takes a text
out:value("words", out)
