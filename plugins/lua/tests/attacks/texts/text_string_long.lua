--- A long text made a string.
--- expect: failed: up to 4096 bytes
--- text: {{5000:x}}
local x = f:text("X1"):string()
