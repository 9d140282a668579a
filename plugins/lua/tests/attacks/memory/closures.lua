--- Functions kept in functions.
--- expect: limit: used more than 16 MiB
local last
while true do
  local before = last
  last = function() return before end
end
