--- A method of the facts called on the result.
--- expect: failed: with a colon
local x = f.answer(out, "SJ")
