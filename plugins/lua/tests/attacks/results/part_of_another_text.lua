--- A part that lies in another text.
--- expect: failed: a part of this text is needed
local t = f:text("X1")
local other = f:evidence("SJ")
local x = t:before(other)
