--- The clock.
--- expect: failed: os isn't available in rules
out:value("words", tostring(os.clock()))
