--- string.find with a pattern: its letters are looked for as they are.
--- expect: scored: n=5
if string.find("a.b", "%a") ~= nil or string.find("a%ab", "%a") ~= 2 then error("x") end
