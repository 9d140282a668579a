--- A function where a number belongs.
--- expect: failed: takes a whole number
out:value("n", function() end)
