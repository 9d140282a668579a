--- table.insert at place 1.5.
--- expect: failed: number has no integer representation
table.insert({ 1 }, 1.5, 2)
