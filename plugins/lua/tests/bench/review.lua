--- The benchmark rule: thirty counted questions in six domains, five days, five texts, eight actions.
local has_any, has_date, has_digit, is = text.has_any, text.has_date, text.has_digit, text.is
local length, which = text.length, text.which

local DOMAINS = {
  { asked = { "q1", "q2", "q3", "q4", "q5" }, weights = { 3, 2, 3, 1, 2 }, weight = 3 },
  { asked = { "q6", "q7", "q8", "q9", "q10" }, weights = { 2, 2, 1, 3, 1 }, weight = 2 },
  { asked = { "q11", "q12", "q13", "q14", "q15" }, weights = { 1, 2, 3, 1, 1 }, weight = 2 },
  { asked = { "q16", "q17", "q18", "q19", "q20" }, weights = { 2, 1, 1, 2, 3 }, weight = 1 },
  { asked = { "q21", "q22", "q23", "q24", "q25" }, weights = { 1, 1, 2, 2, 1 }, weight = 1 },
  { asked = { "q26", "q27", "q28", "q29", "q30" }, weights = { 3, 2, 1, 1, 2 }, weight = 1 },
}
local POINTS = { "d1", "d2", "d3", "d4", "d5", "d6" }
local LIMITS = { 10, 15, 28, 35 }
local THEMES = { "voice", "chronology", "supervision", "father", "neglect", "domestic abuse", "permanence", "health",
  "school", "drift" }

local function judge(points)
  if points >= 850 then return 4 elseif points >= 650 then return 3 elseif points >= 400 then return 2 end
  return 1
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
  if length(what) >= 20 and not has_any(what, "vague") then points = points + 1 end
  if not is(who, "", "all", "tbc", "everyone") then points = points + 1 end
  if has_digit(measure) or has_any(measure, "measures") then points = points + 1 end
  if has_date(due) then points = points + 1 end
  return points
end

local function themes_mask(f)
  local found, mask = {}, 0
  local t1, t2, t3, t4, t5 = f:answers("t1", "t2", "t3", "t4", "t5")
  which(t1, "themes", found)
  which(t2, "themes", found)
  which(t3, "themes", found)
  which(t4, "themes", found)
  which(t5, "themes", found)
  for i = 1, 10 do
    if found[THEMES[i]] then mask = mask | 1 << i - 1 end
  end
  return mask
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
    local late, total, good = late_steps(f), 0, 0
    for action in f:each("action") do
      local points = smart_points(action)
      total = total + points
      if points >= 3 then good = good + 1 end
    end
    local all, weight, low, unsafe = 0, 0, 0, false
    for k, domain in ipairs(DOMAINS) do
      local points, of, answered = f:weigh(domain.asked, domain.weights)
      points = answered < 2 and -1 or 1000 * points // (4 * of)
      out:value(POINTS[k], points)
      if points >= 0 then
        local grade = judge(points)
        all = all + domain.weight * points
        weight = weight + domain.weight
        if grade <= 2 then low = low + 1 end
        if k <= 2 and grade == 1 then unsafe = true end
      end
    end
    local overall = weight > 0 and judge(all // weight) or 0
    if unsafe and overall > 1 then overall = 1 end
    if low >= 2 and overall > 2 then overall = 2 end
    if f:count("q3") == 0 and overall > 2 then overall = 2 end
    if late >= 2 and overall > 3 then overall = 3 end
    if good < 6 and overall > 3 then overall = 3 end
    out:value("overall", overall)
    out:value("late", late)
    out:value("smart", total)
    out:value("good", good)
    out:value("themes", themes_mask(f))
  end,
}
