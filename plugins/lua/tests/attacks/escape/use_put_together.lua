--- The name of a library put together while it runs.
--- expect: failed: there is no library
local x = use("lib/smart" .. "_able")
