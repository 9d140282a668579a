--- How much memory is used.
--- expect: failed: collectgarbage isn't available in rules
out:value("n", collectgarbage("count") // 1)
