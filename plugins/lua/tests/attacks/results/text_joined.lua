--- A text of the record joined with ..
--- expect: failed: a text value
local x = f:text("X1") .. "x"
