--- A table as a text: no address.
--- expect: scored: words=table
out:value("words", tostring({}))
