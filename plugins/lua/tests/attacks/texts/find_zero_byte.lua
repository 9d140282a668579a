--- string.find of zero bytes.
--- expect: scored: n=5
if string.find("a\0b", "\0b") ~= 2 then error("x") end
