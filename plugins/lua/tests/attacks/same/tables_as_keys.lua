--- Tables as keys, and the length of what is beside them.
--- expect: scored: words=
local mixed = {}
for i = 1, 40 do mixed[{}] = i mixed[i * 2] = i mixed[function() end] = i end
out:value("words", tostring(#mixed))
