--- A field set on the result.
--- expect: failed: out can't be changed
out.value = nil
