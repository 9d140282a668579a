--- A setting taken out by table.remove.
--- expect: failed: can be read here, not changed
table.remove(s.names)
