--- Reaching for coroutine.wrap.
--- expect: failed: isn't available in rules
local x = coroutine.wrap(function() end)
