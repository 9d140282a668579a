--- 5000 fields of fields.
--- expect: failed: attempt to index
local a = {}
local x = a{{5000:.b}}
