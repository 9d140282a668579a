--- A table in a table in a table.
--- expect: limit: used more than 16 MiB
local inner = {}
while true do inner = { inner } end
