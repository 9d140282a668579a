--- A for loop over every whole number.
--- expect: limit: took more than 250 ms
for i = math.mininteger, math.maxinteger do end
