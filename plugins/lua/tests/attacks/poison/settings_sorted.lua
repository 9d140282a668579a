--- Settings sorted in place.
--- expect: failed: can be read here, not changed
table.sort(s.names, function(a, b) return a > b end)
