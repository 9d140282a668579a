--- A vararg function that calls itself with what it got.
--- expect: limit: took more than 250 ms
local function again(...) return again(...) end
again(1, 2, 3)
