--- _ENV in a text is only a text.
--- expect: scored: words=_ENV
out:value("words", "_ENV")
