--- Long texts made and thrown away.
--- expect: limit: took more than 250 ms
while true do local s = string.rep("x", 65536) end
