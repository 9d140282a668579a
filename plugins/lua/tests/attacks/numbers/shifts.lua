--- Shifts by more than there are bits.
--- expect: scored: n=5
if 1 << 64 ~= 0 or 1 << -1 ~= 0 or 1 >> 64 ~= 0 or -1 >> 63 ~= 1 or 1 << math.mininteger ~= 0 or 1 >> math.mininteger ~= 0 then error("x") end
