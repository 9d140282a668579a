--- Sentences of a long text walked again and again.
--- expect: limit: took more than 250 ms
--- text: {{1500:Mum supports him. }}
local text, n = f:text("X1"), 0
while true do
  for sentence in text:each_sentence() do n = n + sentence:words() end
end
