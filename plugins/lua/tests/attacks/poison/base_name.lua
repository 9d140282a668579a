--- A name of the language replaced.
--- expect: failed: isn't declared
tostring = nil
