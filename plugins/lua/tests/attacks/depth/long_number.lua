--- A number of 30 000 digits.
--- expect: scored: n=5
local x = {{30000:9}}
