--- A clause that isn't declared, of 60 000 letters.
--- expect: failed
out:reason(string.rep("c", 60000))
