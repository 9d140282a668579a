--- An expression that is huge when it is written out.
--- expect: failed: the expression
local hit = f:text("X1"):matches("((((((a{1,99}){1,99}){1,99}){1,99}){1,99}){1,99}){1,99}")
