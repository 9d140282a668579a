--- A day of what is none.
--- expect: failed
local x = day.of("31/02/2025")
