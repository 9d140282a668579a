--- The time of day.
--- expect: failed: os isn't available in rules
out:value("words", tostring(os.time()))
