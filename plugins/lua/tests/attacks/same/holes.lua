--- The length of tables with holes, whose keys come and go.
--- expect: scored: words=
local x, sum = 7, 0
local function chance(n)
  x = x * 1103515245 + 12345 & 0x7fffffff
  return (x >> 8) % n
end
for k = 1, 100 do
  local t = {}
  for step = 1, 60 do
    local what = chance(4)
    if what == 0 then t["s" .. chance(30)] = true
    elseif what == 1 then t["s" .. chance(30)] = nil
    elseif what == 2 then t[chance(24) + 1] = true
    else t[chance(24) + 1] = nil end
  end
  sum = (sum * 31 + #t) % 1000003
end
out:value("words", tostring(sum))
