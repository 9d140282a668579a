--- Functions made in a loop keep their own.
--- expect: scored: n=5
local list = {}
for i = 1, 5 do list[i] = function() i = i + 1 return i end end
if list[1]() ~= 2 or list[2]() ~= 3 or list[1]() ~= 3 then error("shared") end
