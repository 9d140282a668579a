--- Powers beyond every number.
--- expect: scored: words=inf 0.0 nan
out:value("words", 10 ^ 4000 .. " " .. 10 ^ -4000 .. " " .. 2 ^ 1e300)
