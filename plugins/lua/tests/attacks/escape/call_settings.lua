--- The settings called like a function.
--- expect: failed: attempt to call
s()
