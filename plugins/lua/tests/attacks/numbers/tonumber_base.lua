--- tonumber with a base: the second value is left aside.
--- expect: scored: n=5
if tonumber("10", 2) ~= 10 then error("x") end
