--- Look-behinds inside look-behinds.
--- expect: failed or scored
local hit = f:text("X1"):matches(string.rep("(?<=a", 40) .. "b" .. string.rep(")", 40))
