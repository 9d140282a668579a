--- %s with nothing.
--- expect: scored: words=nil
out:value("words", string.format("%s", nil))
