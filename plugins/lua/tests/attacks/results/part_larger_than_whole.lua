--- A text as a part of its own part.
--- expect: failed: a part of this text is needed
local t = f:text("X1")
local hit = t:find("soft_verbs")
local x = hit:after(t)
