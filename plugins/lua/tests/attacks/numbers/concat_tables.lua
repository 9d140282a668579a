--- table.concat of tables.
--- expect: failed: only texts and numbers
local x = table.concat({ {} })
