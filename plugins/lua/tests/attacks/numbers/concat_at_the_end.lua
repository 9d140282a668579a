--- table.concat at the end of the whole numbers.
--- expect: scored: words=ab
out:value("words", table.concat({ [math.maxinteger - 1] = "a", [math.maxinteger] = "b" }, "", math.maxinteger - 1, math.maxinteger))
