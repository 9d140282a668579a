--- An error that is a table.
--- expect: failed: error needs a text
error({})
