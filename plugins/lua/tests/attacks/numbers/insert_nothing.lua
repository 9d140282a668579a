--- table.insert of nothing.
--- expect: failed: is needed
table.insert({ 1 })
