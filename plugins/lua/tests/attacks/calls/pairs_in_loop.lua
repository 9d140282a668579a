--- pairs over many keys again and again.
--- expect: limit: took more than 250 ms
local many = {}
for i = 1, 20000 do many["key" .. i] = i end
while true do for key in pairs(many) do break end end
