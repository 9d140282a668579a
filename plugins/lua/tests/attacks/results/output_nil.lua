--- An output without a name.
--- expect: failed: isn't declared in outputs
out:value(nil, 1)
