--- Numbers that are not whole and share a place, asked for without end.
--- expect: limit: took more than 250 ms
local many = {}
for i = 1, 3000 do many[i + 0.5] = i end
while true do local x = many[1e300] end
