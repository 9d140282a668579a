--- The metatable of the settings by its name.
--- expect: scored: words=nil
out:value("words", tostring(s.__index))
