--- A division by 0 that isn't whole.
--- expect: scored: words=inf -inf
local zero = 0.0
out:value("words", 1 // zero .. " " .. -1 / zero)
