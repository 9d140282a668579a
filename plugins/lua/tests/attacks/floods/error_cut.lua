--- An error whose cut falls into a character.
--- expect: failed
error(string.rep("\u{20AC}", 5000))
