--- An output by its place.
--- expect: failed: isn't declared in outputs
out:value(2, 1)
