--- A loop that does nothing but jump.
--- expect: limit: took more than 250 ms
while true do end
