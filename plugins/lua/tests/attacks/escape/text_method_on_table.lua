--- A method of texts called on a table.
--- expect: failed: a text is needed
text.words({})
