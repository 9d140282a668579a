--- An address asked for by a format.
--- expect: failed: a format knows
out:value("words", string.format("%p", {}))
