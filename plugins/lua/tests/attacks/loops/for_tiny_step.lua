--- A for loop whose step is lost in rounding.
--- expect: limit: took more than 250 ms
for x = 1.0, 2.0, 1e-300 do end
