--- A library called 5.
--- expect: failed
local x = use(5)
