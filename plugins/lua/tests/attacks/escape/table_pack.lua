--- Reaching for table.pack.
--- expect: failed: isn't available in rules
local x = table.pack(1)
