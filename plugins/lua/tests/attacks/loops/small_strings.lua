--- Short texts made for ever.
--- expect: limit: took more than 250 ms
local s = ""
while true do s = (s .. "x"):sub(1, 10) end
