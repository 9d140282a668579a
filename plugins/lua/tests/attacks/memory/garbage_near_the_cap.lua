--- Almost all memory kept, and garbage made beside it: collected, or stopped by time.
--- expect: limit or scored
local keep = {}
for i = 1, 200 do keep[i] = string.rep("x", 60000) .. i end
for i = 1, 20000 do local s = string.rep("y", 60000) .. i end
