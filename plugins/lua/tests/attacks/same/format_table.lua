--- A table in a format.
--- expect: scored: words=table
out:value("words", string.format("%s", {}))
