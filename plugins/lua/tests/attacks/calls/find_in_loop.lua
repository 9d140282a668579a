--- A search for what is almost there.
--- expect: limit: took more than 250 ms
local hay, needle = string.rep("a", 65536), string.rep("a", 32768) .. "b"
while true do local at = string.find(hay, needle) end
