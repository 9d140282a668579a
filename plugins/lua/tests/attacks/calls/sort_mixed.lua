--- Things that have no order.
--- expect: failed: attempt to compare
table.sort({ 1, "a", true })
