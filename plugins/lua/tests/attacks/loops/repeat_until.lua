--- A loop that asks at its end.
--- expect: limit: took more than 250 ms
repeat local x = 1 until x == 2
