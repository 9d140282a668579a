--- A field set on the facts.
--- expect: failed: facts can't be changed
f.answer = nil
