--- math.floor of what fits no whole number.
--- expect: scored: n=5
if math.floor(1e308) ~= 1e308 or math.ceil(-1e308) ~= -1e308 or math.floor(2^62) ~= 1 << 62 then error("x") end
local x = math.floor(0 / 0)
