--- 5000 minus signs.
--- expect: refused: nested too deep
local a = 1
local x = {{5000:- }}a
