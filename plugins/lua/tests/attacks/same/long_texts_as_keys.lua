--- Long texts as keys.
--- expect: scored: words=
local t = {}
for i = 1, 50 do t[string.rep("x", 50) .. i] = i end
local n = 0
for key, value in pairs(t) do n = (n * 31 + value) % 1000003 end
out:value("words", tostring(n))
