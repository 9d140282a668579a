--- A script that raises a long error, cut inside a character.
--- expect: refused
--- file: whole
error("x" .. string.rep("\u{20AC}", 5000))
return {}
