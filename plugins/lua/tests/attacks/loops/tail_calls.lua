--- A function that ends by calling itself.
--- expect: limit: took more than 250 ms
local function again() return again() end
again()
