--- table.insert at the smallest number.
--- expect: failed: the place isn't in the list
table.insert({ 1 }, math.mininteger, 1)
