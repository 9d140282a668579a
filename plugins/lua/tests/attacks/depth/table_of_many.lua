--- A table of 20 000 values.
--- expect: scored: n=5
local list = { {{20000:1,}} }
if #list ~= 20000 then error("lost") end
