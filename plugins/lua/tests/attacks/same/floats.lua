--- Numbers that aren't whole are written alike.
--- expect: scored: words=0.33333333333333 1e+100 -0.0 inf 3.0
local zero = 0.0
out:value("words", 1 / 3 .. " " .. 1e100 .. " " .. -zero .. " " .. 1 / zero .. " " .. 3.0)
