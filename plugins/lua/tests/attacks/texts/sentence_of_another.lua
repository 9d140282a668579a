--- Sentences walked with a part of another text.
--- expect: scored or failed
local step, text = f:text("X1"):each_sentence()
local x = step(text, f:evidence("SJ"))
