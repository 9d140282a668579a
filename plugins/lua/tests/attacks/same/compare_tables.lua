--- Tables in order of their addresses.
--- expect: failed: attempt to compare two table values
table.sort({ {}, {}, {} })
