--- Functions of a library replaced.
--- expect: scored: n=5
local lib = use "lib/smart_words"
for name in pairs(lib) do lib[name] = function() return "mine" end end
