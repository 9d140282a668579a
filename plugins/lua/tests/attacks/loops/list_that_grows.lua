--- ipairs over a list that grows while it is walked.
--- expect: limit: used more than 16 MiB
local list = { 1 }
for i in ipairs(list) do list[i + 1] = { i } end
