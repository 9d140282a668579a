--- The iterator over sentences given what it never gave.
--- expect: failed: a text is needed
local step = f:text("X1"):each_sentence()
step(f, out)
