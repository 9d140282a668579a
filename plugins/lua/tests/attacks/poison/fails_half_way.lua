--- A record that fails after it gave values leaves none.
--- expect: failed: half way
out:value("words", "half")
out:reason("L1", "half")
error("half way")
