--- A clause whose text is a table.
--- expect: failed: takes a text
out:value("n", 1, { "L1", {} })
