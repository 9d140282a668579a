--- string.sub between the ends of the whole numbers.
--- expect: scored: words=abc
out:value("words", string.sub("abc", math.mininteger, math.maxinteger) .. string.sub("abc", math.maxinteger, math.mininteger))
