--- Errors where the stack of C is used up (CVE-2022-33099).
--- expect: failed or limit
local function deep()
  table.sort({ 3, 2, 1 }, function(a, b)
    deep()
    return a .. {} < b
  end)
end
deep()
