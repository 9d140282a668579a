--- 60 parentheses are no harm.
--- expect: scored: n=5
local x = {{60:(}}1{{60:)}}
