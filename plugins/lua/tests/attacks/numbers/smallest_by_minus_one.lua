--- The smallest number divided by -1.
--- expect: scored: n=5
local least, minus = math.mininteger, -1
if least // minus ~= least or least % minus ~= 0 then error("x") end
