--- math.fmod by 0.0.
--- expect: scored: words=nan
out:value("words", tostring(math.fmod(1, 0.0)))
