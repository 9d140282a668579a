--- 1000 tables in each other.
--- expect: refused: nested too deep
local x = {{1000:\x7b}}{{1000:\x7d}}
