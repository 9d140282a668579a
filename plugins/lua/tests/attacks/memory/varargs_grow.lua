--- A vararg function that gets one more each time.
--- expect: limit or failed
local function deep(...) return deep(1, ...) end
deep(1)
