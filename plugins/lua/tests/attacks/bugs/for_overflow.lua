--- A for loop at the end of the whole numbers ends.
--- expect: scored: n=5
local n = 0
for i = math.maxinteger - 2, math.maxinteger do n = n + 1 end
for i = math.mininteger + 2, math.mininteger, -1 do n = n + 1 end
for i = 1, 0 do n = n + 100 end
for i = math.maxinteger, math.maxinteger, math.maxinteger do n = n + 1 end
if n ~= 7 then error("the loop ran " .. n .. " times") end
