--- An expression that goes as deep as the text is long.
--- expect: failed or scored
--- text: {{5000:ab}}
local hit = f:text("X1"):matches("^((.)(?1)?)$")
