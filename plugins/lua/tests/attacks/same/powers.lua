--- Powers come out alike.
--- expect: scored: words=1024.0 nan 0.5
out:value("words", 2 ^ 10 .. " " .. 2 ^ 0.5 .. " " .. 2 ^ -1)
