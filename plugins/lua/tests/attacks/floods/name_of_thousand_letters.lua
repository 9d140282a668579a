--- A name that isn't there, of 1000 letters.
--- expect: failed: there is no name
local x = {{1000:n}}
