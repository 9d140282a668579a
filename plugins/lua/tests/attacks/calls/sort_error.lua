--- A comparison that raises an error.
--- expect: failed: no order
table.sort({ 3, 2, 1 }, function() error("no order") end)
