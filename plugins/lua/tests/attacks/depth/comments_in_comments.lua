--- 5000 comments in each other, as it seems.
--- expect: scored: n=5
--[[ {{5000:[[ -- }} ]]
local x = 1
