--- Readability of a long text again and again.
--- expect: limit: took more than 250 ms
--- text: {{1500:Mum supports him. }}
local text = f:text("X1")
while true do local ease = text:readability() end
