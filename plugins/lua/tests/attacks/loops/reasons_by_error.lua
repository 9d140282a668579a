--- A loop that ends by an error only at the end of time.
--- expect: limit: took more than 250 ms
for i = 1, math.maxinteger do
  if i < 0 then error("never") end
end
