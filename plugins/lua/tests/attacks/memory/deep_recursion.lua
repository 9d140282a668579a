--- A function that calls itself and waits.
--- expect: limit: used more than 16 MiB
local function deep(n) return 1 + deep(n + 1) end
deep(1)
