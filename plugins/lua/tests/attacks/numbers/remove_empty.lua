--- table.remove of an empty list.
--- expect: scored: n=5
if table.remove({}) ~= nil then error("x") end
