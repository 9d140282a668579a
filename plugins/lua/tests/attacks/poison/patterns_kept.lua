--- Expressions of one record, more than are kept, leave nothing.
--- expect: scored: n=5
for i = 1, 100 do local hit = f:text("X1"):matches("a" .. i) end
