--- A question by its place.
--- expect: failed: a question's code is needed
local x = f:answer(1)
