--- A due date looked for in a long string of the rule's own.
--- expect: limit or scored or failed
local long = string.rep("within 2 weeks of ", 3600)
for i = 1, 100 do local due = day.resolve(long .. i) end
