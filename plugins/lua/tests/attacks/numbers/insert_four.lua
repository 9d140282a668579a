--- table.insert with too much.
--- expect: failed: is needed
table.insert({ 1 }, 1, 2, 3)
