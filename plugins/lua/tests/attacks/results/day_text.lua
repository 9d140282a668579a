--- A day as a text.
--- expect: failed: takes a whole number
out:value("on", "2025-04-01")
