--- A goto that goes back.
--- expect: limit: took more than 250 ms
::again:: goto again
