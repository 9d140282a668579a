--- f:each walked from its start again and again.
--- expect: limit: took more than 250 ms
while true do
  for row in f:each("action") do end
end
