--- math.fmod of infinity.
--- expect: scored: words=nan
out:value("words", tostring(math.fmod(1 / 0, 2)))
