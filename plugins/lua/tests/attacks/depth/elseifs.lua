--- 1500 conditions one after the other.
--- expect: scored: n=5
local x = 0
if s == f then x = 1
{{1500:elseif x == 1 then x = 2\n}}end
