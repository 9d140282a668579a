--- A text that doubles.
--- expect: limit: used more than 16 MiB
local s = "x"
while true do s = s .. s end
