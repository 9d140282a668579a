--- A text where yes or no belongs.
--- expect: failed: takes true or false
out:value("yes", "yes")
