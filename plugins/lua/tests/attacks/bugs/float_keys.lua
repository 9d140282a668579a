--- Numbers that are whole are one key, however written.
--- expect: scored: n=5
local t = { [1] = "a", [2^53] = "b" }
if t[1.0] ~= "a" or t[1 << 53] ~= "b" then error("two keys") end
