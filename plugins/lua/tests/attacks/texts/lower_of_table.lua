--- A table in small letters.
--- expect: failed: string expected
local x = string.lower({})
