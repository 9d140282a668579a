--- Words gathered into a table that refuses.
--- expect: failed: can't be changed
f:text("X1"):which("soft_verbs", math)
