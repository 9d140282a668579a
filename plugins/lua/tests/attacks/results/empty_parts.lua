--- Parts of nothing.
--- expect: scored: n=5
local t = f:text("X1")
local none = t:before(t:before(t))
out:reason("L1", nil, none)
out:value("words", none:string() .. none:words() .. none:sentences() .. none:lower())
