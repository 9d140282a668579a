--- A list of days looked for in words.
--- expect: failed: holds days, not words
local x = f:text("X1"):has_any("holidays.england")
