--- A name of 30 000 letters.
--- expect: scored: n=5
local {{30000:a}} = 1
