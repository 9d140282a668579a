--- pairs over texts of the record.
--- expect: failed: pairs can't order a key
for key in pairs({ [f:text("X1")] = 1 }) do end
