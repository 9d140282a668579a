--- What the answers of each domain add up to, beside the auditor's own judgement of it.
local POINTS = { O = 4, G = 3, R = 2, I = 1, yes = 3, partly = 2, no = 1 }
local LETTER = { [4] = "O", [3] = "G", [2] = "R", [1] = "I" }

--- Points of a date limit: met is Yes, missed is No; nil while a date is missing.
local function timely_points(f, q)
  local from, to = f:date(q.question .. ".start"), f:date(q.question .. ".end")
  if not from or not to then return nil end
  return day.working_days(from, to) <= q.limit and 3 or 1
end

--- What one question adds: its points, or why it adds none.
local function reading(f, q)
  if q.limit then
    if f:state(q.question .. ".end") == "not_applicable" then return nil, "not_applicable" end
    local points = timely_points(f, q)
    return points, points and "answered" or "not_yet"
  end
  local state = f:state(q.question)
  if state == "answered" then return POINTS[f:answer(q.question)], state end
  if state == "not_evidenced" and q.record_only then return POINTS.no, "answered" end
  return nil, state
end

local function add_up(f, rows)
  local total = { points = 0, weight = 0, applicable = 0, cites = {}, excellent = false, asked = false }
  for _, q in ipairs(rows) do
    if f:asked(q.question) then
      total.asked = true
      local points, state = reading(f, q)
      if state == "answered" or state == "not_yet" then total.applicable = total.applicable + q.weight end
      if points then
        total.points = total.points + points * q.weight
        total.weight = total.weight + q.weight
        total.excellent = total.excellent or points == 4
        table.insert(total.cites, q.question)
      end
    end
  end
  return total
end

--- A tick never scores above Good: Outstanding needs an Outstanding judgement among the answers.
local function band(bands, total)
  for _, b in ipairs(bands) do
    if 100 * total.points >= b.from * total.weight and (b.points < 4 or total.excellent) then return b.points end
  end
  return 1
end

local function judge_domain(f, s, out, domain, rows)
  local total = add_up(f, rows)
  if not total.asked then return end
  if total.applicable == 0 then return out:reason("not_applicable", nil, domain.judgement) end
  out:value(domain.name .. "_coverage", 100 * total.weight // total.applicable)
  if 100 * total.weight < s.coverage * total.applicable then
    return out:reason("not_enough", nil, domain.judgement)
  end
  local points = band(s.bands, total)
  out:points(domain.name, 100 * total.points // total.weight, "indicator", table.unpack(total.cites))
  out:value(domain.name .. "_grade", LETTER[points])
  local judged = f:grade(domain.judgement)
  if not judged then return end
  local gap = POINTS[judged] - points
  out:value(domain.name .. "_gap", gap)
  if math.abs(gap) >= s.gap_moderated then
    out:reason("gap_moderated", nil, domain.judgement)
  elseif math.abs(gap) >= s.gap_explained then
    out:reason("gap", nil, domain.judgement)
  end
end

local DOMAINS = {
  { name = "voice", judgement = "VOICE.VJ" },
  { name = "safe", judgement = "SAFE.SJ" },
  { name = "assess", judgement = "ASSESS.AJ" },
  { name = "plan", judgement = "PLAN.PJ" },
  { name = "oversight", judgement = "OVERSIGHT.OJ" },
  { name = "multi", judgement = "MULTI.MJ" },
  { name = "review", judgement = "REVIEW.RJ" },
  { name = "record", judgement = "RECORD.KJ" },
  { name = "perm", judgement = "PERM.EJ" },
  { name = "impact", judgement = "IMPACT.IJ" },
}

--- One row for each question: "V1 3" is question and weight, "!" after it: only the record can show it.
local function questions(section, list)
  local rows, word = {}, ""
  for i = 1, string.len(list) + 1 do
    local c = i <= string.len(list) and string.sub(list, i, i) or " "
    if c ~= " " then
      word = word .. c
    elseif word ~= "" then
      local colon = string.find(word, ":", 1, true)
      local weight = tonumber(string.sub(word, colon + 1, colon + 1))
      table.insert(rows, { domain = section, question = section .. "." .. string.sub(word, 1, colon - 1), weight = weight,
        record_only = string.sub(word, -1) == "!" })
    end
    if c == " " then word = "" end
  end
  return rows
end

local SCORED = {
  VOICE = "V1:3 V2:3 V3:2! V4:2 V5:2 V6:1 V7:1",
  SAFE = "S1:4 S2:3 S3:3 S4:3 S5:3 S6:2 S7:2 S8:2 S9:1",
  ASSESS = "A1:2 A3:2 A4:2 A5:3 A6:2 A7:1 A8:1 A9:1 A10:2",
  PLAN = "P1:3 P3:2 P4:2 P5:1 P6:1 P7:2 P8:2 P9:3 P10:1",
  OVERSIGHT = "O2:3! O3:2! O4:2! O5:3 O6:1 O7:1 O8:1 O9:1",
  MULTI = "M1:1 M3:1 M4:1 M5:2 M6:2 M7:1",
  REVIEW = "R2:2 R3:1 R4:1 R5:2 R7:1",
  RECORD = "K1:1! K2:2! K3:1! K4:1! K5:2! K6:1! K7:1!",
  PERM = "E1:2 E2:1 E3:1 E4:2 E5:2 E6:1 E7:1",
  IMPACT = "I3:3 I4:2 I6:1",
}

local function all_questions()
  local rows = {}
  for _, domain in ipairs(DOMAINS) do
    local section = string.sub(domain.judgement, 1, string.find(domain.judgement, ".", 1, true) - 1)
    for _, row in ipairs(questions(section, SCORED[section])) do table.insert(rows, row) end
  end
  table.insert(rows, { domain = "ASSESS", question = "ASSESS.A2", weight = 1, limit = 45 })
  return rows
end

local function needed(rows)
  local needs = {}
  for _, domain in ipairs(DOMAINS) do table.insert(needs, domain.judgement) end
  for _, q in ipairs(rows) do
    table.insert(needs, q.question)
    if q.limit then
      table.insert(needs, q.question .. ".start")
      table.insert(needs, q.question .. ".end")
    end
  end
  return needs
end

local function outputs()
  local list = {}
  for _, domain in ipairs(DOMAINS) do
    table.insert(list, { domain.name, "hundredths" })
    table.insert(list, { domain.name .. "_grade", "O G R I" })
    table.insert(list, { domain.name .. "_coverage", "integer 0..100" })
    table.insert(list, { domain.name .. "_gap", "integer -3..3" })
  end
  return list
end

local QUESTIONS = all_questions()

return {
  code = "domain.indicator",
  title = "Indicator of each domain",
  kind = "points",
  applies = { "STD" },
  needs = needed(QUESTIONS),
  lists = { "holidays.england" },
  why = "First version",
  columns = {
    questions = {
      { "domain", "VOICE SAFE ASSESS PLAN OVERSIGHT MULTI REVIEW RECORD PERM IMPACT" }, { "question", "question" },
      { "weight", "integer 0..100" }, { "record_only", "yes_no?" }, { "limit", "integer 0..1000?" },
    },
    bands = { { "points", "integer 1..4" }, { "from", "hundredths" } },
  },
  settings = {
    questions = QUESTIONS,
    bands = {
      { points = 4, from = 350 },
      { points = 3, from = 250 },
      { points = 2, from = 150 },
    },
    coverage = 75,
    gap_explained = 1,
    gap_moderated = 2,
  },
  clauses = {
    indicator = "The weighted mean of the answered questions of a domain is its indicator",
    not_enough = "Less than {coverage} % of the weight that applies is answered, so the domain has no indicator",
    not_applicable = "No question of the domain applies to this child",
    gap = "The auditor's judgement and the indicator differ by a grade: the reason is asked for",
    gap_moderated = "The auditor's judgement and the indicator differ by {gap_moderated} grades or more: the audit is moderated",
  },
  outputs = outputs(),
  score = function(f, s, out)
    local by_domain = {}
    for _, q in ipairs(s.questions) do
      by_domain[q.domain] = by_domain[q.domain] or {}
      table.insert(by_domain[q.domain], q)
    end
    for _, domain in ipairs(DOMAINS) do
      local section = string.sub(domain.judgement, 1, string.find(domain.judgement, ".", 1, true) - 1)
      judge_domain(f, s, out, domain, by_domain[section] or {})
    end
  end,
  examples = function()
    local na = { state = "not_applicable", reason = "plan_type" }
    local none = { state = "not_applicable", reason = "no_such_event" }
    local young = { state = "not_applicable", reason = "age" }
    local function voice(name, V1, V2, V3, V5, V7, VJ, expect)
      return { name = name, form = "full", given = { V1 = V1, V2 = V2, V3 = V3, V4 = young, V5 = V5, V6 = young, V7 = V7, VJ = VJ }, expect = expect }
    end
    local GRADED = { V2 = true, A5 = true, P9 = true, I3 = true }
    local function everything()
      local given = { ["A2.start"] = "2025-03-03", ["A2.end"] = "2025-03-31" }
      for _, q in ipairs(QUESTIONS) do
        local code = string.sub(q.question, string.find(q.question, ".", 1, true) + 1)
        if not q.limit then given[code] = GRADED[code] and "G" or "yes" end
      end
      return given
    end
    return {
      voice("worked example, Good", "partly", "G", "yes", "partly", "yes", "G",
        { voice = 254, voice_grade = "G", voice_coverage = 100, voice_gap = 0, clauses = { "indicator" }, without = { "gap" } }),
      voice("V7 partly makes it Requires improvement", "partly", "G", "yes", "partly", "partly", "G",
        { voice = 245, voice_grade = "R", voice_gap = 1, clauses = { "gap" } }),
      voice("V1 yes, V3 partly", "yes", "G", "partly", "partly", "partly", "G", { voice = 254, voice_grade = "G" }),
      voice("two grades apart", "no", "I", "no", "no", "no", "G",
        { voice = 100, voice_grade = "I", voice_gap = 2, clauses = { "gap_moderated" }, without = { "gap" } }),
      voice("ticks alone are never Outstanding", "yes", "G", "yes", "yes", "yes", "O", { voice = 300, voice_grade = "G" }),
      { name = "too little answered", form = "full", given = { V1 = "yes", VJ = "G" },
        expect = { voice = "", voice_coverage = 21, clauses = { "not_enough" } } },
      { name = "every domain answered", form = "full", given = everything(),
        expect = { voice = 300, safe = 300, impact = 300, clauses = { "indicator" }, without = { "not_enough" } } },
      { name = "nothing applies", form = "full", given = { E1 = na, E2 = na, E3 = na, E4 = na, E5 = na, E6 = na, E7 = na },
        expect = { perm = "", clauses = { "not_applicable" } } },
      { name = "exactly on the boundary", form = "full", given = { M1 = "yes", M3 = "partly", M4 = "yes", M5 = "partly", M6 = "yes", M7 = "partly" },
        expect = { multi = 250, multi_grade = "G" } },
      { name = "assessment a day late", form = "full",
        given = { A1 = "yes", ["A2.start"] = "2025-03-03", ["A2.end"] = "2025-05-09", A3 = "yes", A4 = "yes", A5 = "G", A6 = "yes", A7 = none, A8 = none, A9 = "yes", A10 = "yes" },
        expect = { assess = 286, assess_grade = "G" } },
    }
  end,
}
