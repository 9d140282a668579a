--- Reaching for math.randomseed.
--- expect: failed: isn't available in rules
math.randomseed(1)
