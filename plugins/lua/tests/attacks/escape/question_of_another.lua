--- A question that isn't declared.
--- expect: failed: doesn't declare it in needs
local x = f:answer("V1")
