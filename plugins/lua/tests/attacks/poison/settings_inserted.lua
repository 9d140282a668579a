--- A setting added by table.insert.
--- expect: failed: can be read here, not changed
table.insert(s.names, "z")
