--- table.insert outside the list.
--- expect: failed: the place isn't in the list
table.insert({ 1 }, 5, 1)
