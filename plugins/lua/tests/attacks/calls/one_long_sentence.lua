--- A sentence without end, each of its parts read.
--- expect: limit or scored
--- text: {{9000:word }}
local text, n = f:text("X1"), 0
for i = 1, 2000 do
  n = n + text:words() + text:sentences() + text:count_of("soft_verbs") + text:acronyms()
end
