--- An error with a long message where the stack is almost full.
--- expect: failed or limit
local function deep(n)
  if n > 150000 then error(string.rep("x", 60000)) end
  return 1 + deep(n + 1)
end
deep(1)
