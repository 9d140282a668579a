--- The iterator of sentences always given the first sentence.
--- expect: limit: took more than 250 ms
local next_one, text = f:text("X1"):each_sentence()
while true do next_one(text, nil) end
