--- A token that isn't declared, of 60 000 letters.
--- expect: failed
out:grade(string.rep("c", 60000), "L1")
