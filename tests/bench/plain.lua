--- The part of the benchmark's scoring that reads no text: indicators of six domains, lateness, and an overall
--- judgement with those ceilings that follow from them.
local floor = math.floor

local DOMAINS = {
  { asked = { "q1", "q2", "q3", "q4", "q5" }, weights = { 3, 2, 3, 1, 2 }, weight = 3 },
  { asked = { "q6", "q7", "q8", "q9", "q10" }, weights = { 2, 2, 1, 3, 1 }, weight = 2 },
  { asked = { "q11", "q12", "q13", "q14", "q15" }, weights = { 1, 2, 3, 1, 1 }, weight = 2 },
  { asked = { "q16", "q17", "q18", "q19", "q20" }, weights = { 2, 1, 1, 2, 3 }, weight = 1 },
  { asked = { "q21", "q22", "q23", "q24", "q25" }, weights = { 1, 1, 2, 2, 1 }, weight = 1 },
  { asked = { "q26", "q27", "q28", "q29", "q30" }, weights = { 3, 2, 1, 1, 2 }, weight = 1 },
}
local LIMITS = { 10, 15, 28, 35 }

local function judge(points, high, good, fair)
  if points >= high then return 4 end
  if points >= good then return 3 end
  if points >= fair then return 2 end
  return 1
end

local function late_steps(f)
  local d1, d2, d3, d4, d5 = f:answers("d1", "d2", "d3", "d4", "d5")
  local late = 0
  if d2 - d1 > LIMITS[1] then late = late + 1 end
  if d3 - d2 > LIMITS[2] then late = late + 1 end
  if d4 - d3 > LIMITS[3] then late = late + 1 end
  if d5 - d4 > LIMITS[4] then late = late + 1 end
  return late
end

local function questions()
  local all = { "d1", "d2", "d3", "d4", "d5" }
  for _, domain in ipairs(DOMAINS) do
    for _, question in ipairs(domain.asked) do table.insert(all, question) end
  end
  return all
end

return {
  code = "bench.plain",
  title = "Overall judgement of a benchmark review without its texts",
  kind = "points",
  applies = { "REVIEW" },
  needs = questions(),
  why = "First version",
  settings = { high = 850, good = 650, fair = 400, weak_domains = 2, late_steps = 2, domains = DOMAINS },
  clauses = {
    base = "The weighted mean of the domains gives the judgement to start from",
    unsafe = "A first or second domain in the lowest band holds the judgement at the lowest",
    weak = "With {weak_domains} or more domains below good the judgement is fair at most",
    unseen = "No points for the third question hold the judgement at fair",
    late = "With {late_steps} or more steps late the judgement is good at most",
  },
  outputs = {
    { "overall", "integer 0..4" }, { "late", "integer 0..4" },
    { "i1", "integer -1..1000" }, { "i2", "integer -1..1000" }, { "i3", "integer -1..1000" },
    { "i4", "integer -1..1000" }, { "i5", "integer -1..1000" }, { "i6", "integer -1..1000" },
  },
  score = function(f, s, out)
    local sum, weight, weak, unsafe = 0, 0, 0, false
    local high, good, fair = s.high, s.good, s.fair
    local domains, shares = s.domains, f:shares(s.domains, 4, 2)
    for k = 1, 6 do
      local value = shares[k]
      if value then
        local share = domains[k].weight
        sum = sum + share * value
        weight = weight + share
        if value < good then weak = weak + 1 end
        unsafe = unsafe or (k <= 2 and value < fair)
      end
    end
    local late = late_steps(f)
    local overall = weight > 0 and judge(floor(sum / weight), high, good, fair) or 0
    out:reason("base")
    if unsafe and overall > 1 then
      overall = 1
      out:reason("unsafe")
    end
    if weak >= s.weak_domains and overall > 2 then
      overall = 2
      out:reason("weak")
    end
    if overall > 2 and f:count("q3") == 0 then
      overall = 2
      out:reason("unseen", nil, "q3")
    end
    if overall > 3 and late >= s.late_steps then
      overall = 3
      out:reason("late")
    end
    out:values("overall", overall, "late", late,
      "i1", shares[1] or -1, "i2", shares[2] or -1, "i3", shares[3] or -1,
      "i4", shares[4] or -1, "i5", shares[5] or -1, "i6", shares[6] or -1)
  end,
  examples = function()
    local function review(points, gap)
      local given = {}
      for i = 1, 30 do given["q" .. i] = points end
      for i = 1, 5 do given["d" .. i] = "2025-01-" .. 10 + gap * (i - 1) end
      return given
    end
    local low, unsafe, unseen, late = review(4, 1), review(4, 1), review(4, 1), review(4, 1)
    for i = 11, 20 do low["q" .. i] = 2 end
    for i = 1, 5 do unsafe["q" .. i] = 1 end
    unseen.q3 = 0
    late.d2, late.d3, late.d4, late.d5 = "2025-02-10", "2025-03-10", "2025-03-11", "2025-03-12"
    return {
      { name = "all high", given = review(4, 1), expect = { overall = 4, exactly = { "base" } } },
      { name = "first domain lowest", given = unsafe, expect = { overall = 1, clauses = { "unsafe" } } },
      { name = "two domains fair", given = low, expect = { overall = 2, clauses = { "weak" } } },
      { name = "no points for the third question", given = unseen, expect = { overall = 2, clauses = { "unseen" } } },
      { name = "two steps late", given = late, expect = { overall = 3, clauses = { "late" } } },
    }
  end,
}
