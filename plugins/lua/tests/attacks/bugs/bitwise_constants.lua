--- Constants in bitwise operations come out like variables.
--- expect: scored: n=5
local a, b, big = 0xF0, 2.0, 0x7fffffffffffffff
local x <const> = 0xF0
if x | 2.0 ~= a | b or 2.0 | x ~= b | a or x & 255 ~= a & 255 or 255 ~ x ~= 255 ~ a
  or x << 2.0 ~= a << b or 1 << x ~= 1 << a or ~x ~= ~a or big & -1 ~= big then
  error("constants differ from variables")
end
