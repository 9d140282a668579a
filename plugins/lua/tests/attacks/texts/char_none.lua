--- No bytes.
--- expect: scored: n=5
if string.char() ~= "" then error("x") end
