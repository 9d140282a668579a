--- A for loop up to infinity.
--- expect: limit: took more than 250 ms
for x = 1, 1 / 0 do end
