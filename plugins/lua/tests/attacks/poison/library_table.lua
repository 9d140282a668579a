--- A table of a library changed.
--- expect: scored: words=1
local lib = use "lib/smart_words"
if type(lib) == "table" then lib.seen = (lib.seen or 0) + 1 out:value("words", tostring(lib.seen)) end
