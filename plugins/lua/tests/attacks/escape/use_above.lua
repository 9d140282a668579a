--- A library above the folder of libraries.
--- expect: failed: there is no library
local x = use "../rules/overall.standard"
