--- A text of the record compared.
--- expect: failed: attempt to compare
local x = f:text("X1") < "x"
