--- pairs over keys that have no order.
--- expect: failed: pairs can't order a key
for key in pairs({ [{}] = 1, [{}] = 2 }) do end
