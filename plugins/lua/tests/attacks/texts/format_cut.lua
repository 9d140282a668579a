--- A format that ends in a per cent sign.
--- expect: failed
local x = string.format("100%")
