--- pairs over numbers that aren't whole.
--- expect: failed: pairs can't order a key
for key in pairs({ [1.5] = 1 }) do end
