--- table.sort of what is no list.
--- expect: failed: table expected
table.sort(7)
