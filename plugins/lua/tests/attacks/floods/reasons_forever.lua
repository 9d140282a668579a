--- Reasons without end.
--- expect: limit
while true do out:reason("L1") end
