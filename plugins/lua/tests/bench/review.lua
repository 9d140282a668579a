--- The benchmark rule: thirty counted questions in six domains, five days, five texts, eight actions.
local QUESTION_WEIGHTS = { 3, 2, 3, 1, 2, 2, 2, 1, 3, 1, 1, 2, 3, 1, 1, 2, 1, 1, 2, 3, 1, 1, 2, 2, 1, 3, 2, 1, 1, 2 }
local DOMAIN_WEIGHTS = { 3, 2, 2, 1, 1, 1 }
local LIMITS = { 10, 15, 28, 35 }
local THEMES = { "voice", "chronology", "supervision", "father", "neglect", "domestic abuse", "permanence", "health",
  "school", "drift" }

local function names(letter, count)
  local list = {}
  for i = 1, count do list[i] = letter .. tostring(i) end
  return list
end
local QUESTIONS, DAYS, TEXTS = names("q", 30), names("d", 5), names("t", 5)
local BITS = {}
for i = 1, 10 do BITS[THEMES[i]] = 1 << (i - 1) end

local function judge(points)
  if points >= 850 then return 4 elseif points >= 650 then return 3 elseif points >= 400 then return 2 end
  return 1
end

local function part(list, domain)
  return { table.unpack(list, domain * 5 - 4, domain * 5) }
end
local ASKED, WEIGHTS = {}, {}
for k = 1, 6 do ASKED[k], WEIGHTS[k] = part(QUESTIONS, k), part(QUESTION_WEIGHTS, k) end

local function domain_points(f, domain)
  local sum, weight, answered = f:weigh(ASKED[domain], WEIGHTS[domain])
  if answered < 2 then return -1 end
  return 1000 * sum // (4 * weight)
end

local function late_steps(f)
  local days, late = { f:answers("d1", "d2", "d3", "d4", "d5") }, 0
  for i = 1, 4 do
    if days[i + 1] - days[i] > LIMITS[i] then late = late + 1 end
  end
  return late
end

local function smart_points(action)
  local points = 0
  local what, who, due, measure = action:answers("what", "who", "due", "measure")
  if what:length() >= 20 and not what:has_any("vague") then points = points + 1 end
  if not who:is("", "all", "tbc", "everyone") then points = points + 1 end
  if measure:has_digit() or measure:has_any("measures") then points = points + 1 end
  if due:has_date() then points = points + 1 end
  return points
end

return {
  code = "bench.review",
  title = "Benchmark",
  kind = "check",
  applies = { "BENCH" },
  needs = { "Q.*", "D.*", "T.*", "P.*" },
  lists = { "vague", "measures", "themes" },
  settings = {},
  clauses = {},
  outputs = {
    { "overall", "integer" }, { "late", "integer" }, { "smart", "integer" }, { "good", "integer" }, { "themes", "integer" },
    { "d1", "integer" }, { "d2", "integer" }, { "d3", "integer" }, { "d4", "integer" }, { "d5", "integer" },
    { "d6", "integer" },
  },
  score = function(f, s, out)
    local late = late_steps(f)
    local total, good = 0, 0
    for action in f:each("action") do
      local points = smart_points(action)
      total = total + points
      if points >= 3 then good = good + 1 end
    end
    local found, mask = {}, 0
    for i = 1, 5 do f:text(TEXTS[i]):which("themes", found) end
    for i = 1, 10 do
      if found[THEMES[i]] then mask = mask | BITS[THEMES[i]] end
    end
    local sum, weight, low, unsafe = 0, 0, 0, false
    for k = 1, 6 do
      local points = domain_points(f, k)
      out:value(DAYS[k] or "d6", points)
      if points >= 0 then
        local grade = judge(points)
        sum = sum + DOMAIN_WEIGHTS[k] * points
        weight = weight + DOMAIN_WEIGHTS[k]
        if grade <= 2 then low = low + 1 end
        if k <= 2 and grade == 1 then unsafe = true end
      end
    end
    local overall = weight > 0 and judge(sum // weight) or 0
    if unsafe and overall > 1 then overall = 1 end
    if low >= 2 and overall > 2 then overall = 2 end
    if f:count("q3") == 0 and overall > 2 then overall = 2 end
    if late >= 2 and overall > 3 then overall = 3 end
    if good < 6 and overall > 3 then overall = 3 end
    out:value("overall", overall)
    out:value("late", late)
    out:value("smart", total)
    out:value("good", good)
    out:value("themes", mask)
  end,
}
