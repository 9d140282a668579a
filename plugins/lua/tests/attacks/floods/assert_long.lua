--- An assertion with a long text.
--- expect: failed
assert(false, string.rep("\u{e9}", 30000))
