--- Reaching for os.execute.
--- expect: failed: isn't available in rules
os.execute("true")
