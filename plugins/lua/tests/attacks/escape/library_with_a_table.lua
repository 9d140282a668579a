--- A table as a key of a library.
--- expect: failed: has names, not numbers
local x = math[{}]
