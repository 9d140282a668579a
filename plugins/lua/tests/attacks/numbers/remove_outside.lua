--- table.remove outside the list.
--- expect: failed: the place isn't in the list
table.remove({ 1 }, 7)
