--- Texts that look like numbers.
--- expect: scored: n=5
if tonumber(string.rep("1", 300)) ~= nil and tonumber(string.rep("1", 300)) < 1e299 then error("a") end
if tonumber("0x") or tonumber("1e") or tonumber("") or tonumber("1 2") or tonumber("nan") or tonumber("inf")
  or tonumber("0x1p") or tonumber("1\0") or tonumber("--1") then
  error("a text that is no number")
end
if tonumber("0x1p-2") ~= 0.25 or tonumber(" 12 ") ~= 12 then error("a number") end
