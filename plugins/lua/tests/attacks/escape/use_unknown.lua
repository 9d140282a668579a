--- A library that there isn't.
--- expect: failed: there is no library
local x = use "lib/nothing"
