--- An output that isn't declared, of 60 000 letters.
--- expect: failed
out:value(string.rep("c", 60000), 1)
