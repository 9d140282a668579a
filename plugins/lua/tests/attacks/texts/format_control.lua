--- A control character as a directive.
--- expect: failed
local x = string.format("%\27", 1)
