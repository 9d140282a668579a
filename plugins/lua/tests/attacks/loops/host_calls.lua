--- A loop of calls into the facts.
--- expect: limit: took more than 250 ms
local x
repeat x = f:grade("SJ") until x == nil
