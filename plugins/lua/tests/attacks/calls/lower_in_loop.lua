--- A long text made plain again and again.
--- expect: limit or failed
--- text: {{600:Mum }}
local text = f:text("X1")
while true do local s = text:lower() end
