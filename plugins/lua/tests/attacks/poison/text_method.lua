--- A method of what people wrote replaced.
--- expect: failed: text can't be changed
text.words = nil
