--- A table as a key of the settings.
--- expect: scored: words=nil
out:value("words", tostring(s[s]))
