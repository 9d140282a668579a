--- The text behind a part, and before it, and so on.
--- expect: scored: n=5
local t = f:text("X1")
local hit = t:find("soft_verbs")
for i = 1, 100 do
  local behind = t:after(hit)
  hit = t:before(behind)
end
out:reason("L1", nil, hit, t:after(hit), t:after(t), t:before(t))
