--- A goto into the scope of a local.
--- expect: refused: jumps into the scope
goto there
local x = 1
::there::
x = 2
