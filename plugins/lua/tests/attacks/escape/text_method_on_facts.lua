--- A method of texts called on the facts.
--- expect: failed: a text is needed
text.words(f)
