--- The iterator over rows given what it never gave.
--- expect: failed or scored
local step = f:each("action")
step(5 << 16 | 9, out)
step(-1, f)
step("x")
step()
step(math.maxinteger, math.mininteger)
