--- A goto out of a block with closures.
--- expect: scored: n=5
local kept = {}
local i = 1
::again::
do
  local x = i
  kept[i] = function() return x end
  i = i + 1
  if i < 50 then goto again end
end
if kept[3]() ~= 3 or kept[49]() ~= 49 then error("a closure lost its local") end
