--- A text compared with nothing.
--- expect: failed: string expected
local x = f:text("X1"):is(nil)
