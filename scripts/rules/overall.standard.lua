--- Overall grade of a standard audit: a gate, a weighted base, and ceilings that some judgements set.
local POINTS = { O = 4, G = 3, R = 2, I = 1 }

--- Adds up the judged domains.
local function take_stock(f, domains)
  local stock = { sum = 0, judged = 0, applicable = 0, missing = {}, judgements = {} }
  for _, d in ipairs(domains) do
    local state = f:state(d.judgement)
    if state ~= "not_applicable" then
      stock.applicable = stock.applicable + d.weight
      if state == "answered" then
        stock.sum = stock.sum + POINTS[f:grade(d.judgement)] * d.weight
        stock.judged = stock.judged + d.weight
        table.insert(stock.judgements, d.judgement)
      elseif d.gate then
        table.insert(stock.missing, d.judgement)
      end
    end
  end
  return stock
end

local function band(bands, sum, weight)
  for _, b in ipairs(bands) do
    if 100 * sum >= b.from * weight then return b.grade end
  end
  return "I"
end

--- Every row of ceilings whose condition holds. A row without a clause is an authority's own: its
--- reason is what stands in because, and a waiver names it by its condition.
local function apply_ceilings(f, rows, out)
  for _, row in ipairs(rows) do
    if row.on then
      local holds, questions = f:holds(row.when)
      if holds and f:waived(row.clause or row.when) then
        out:reason("waived")
      elseif holds then
        out:cap(row.at_most, { row.clause or "own", row.because }, table.unpack(questions))
      end
    end
  end
end

local ORDER = { "VJ", "SJ", "AJ", "PJ", "OJ", "MJ", "RJ", "KJ", "EJ", "IJ" }

--- Judgements as one line, in the order of the domains: "-" not applicable, "?" not answered.
local function judged(line)
  local given, place = {}, 0
  for i = 1, string.len(line) do
    local letter = string.sub(line, i, i)
    if letter ~= " " then
      place = place + 1
      if letter == "-" then
        given[ORDER[place]] = { state = "not_applicable", reason = "plan_type" }
      elseif letter ~= "?" then
        given[ORDER[place]] = letter
      end
    end
  end
  return given
end

local OWN_CEILING = {
  ceilings = { { when = "V1 = no", at_most = "R", because = "The child was not seen alone", on = true } },
}

return {
  code = "overall.standard",
  title = "Overall grade of a standard audit",
  kind = "grade",
  applies = { "STD" },
  needs = { "VOICE.VJ", "SAFE.SJ", "ASSESS.AJ", "PLAN.PJ", "OVERSIGHT.OJ", "MULTI.MJ", "REVIEW.RJ", "RECORD.KJ",
    "PERM.EJ", "IMPACT.IJ" },
  lists = {},
  why = "First version",
  columns = {
    domains = { { "judgement", "question" }, { "weight", "integer 0..100" }, { "gate", "yes_no" } },
    bands = { { "grade", "O G R" }, { "from", "hundredths" } },
    ceilings = {
      { "when", "condition" }, { "at_most", "O G R I" }, { "because", "text?" }, { "clause", "clause?" }, { "on", "yes_no" },
    },
  },
  settings = {
    domains = {
      { judgement = "VOICE.VJ", weight = 12, gate = true },
      { judgement = "SAFE.SJ", weight = 18, gate = true },
      { judgement = "ASSESS.AJ", weight = 14, gate = false },
      { judgement = "PLAN.PJ", weight = 14, gate = true },
      { judgement = "OVERSIGHT.OJ", weight = 12, gate = true },
      { judgement = "MULTI.MJ", weight = 8, gate = false },
      { judgement = "REVIEW.RJ", weight = 6, gate = false },
      { judgement = "RECORD.KJ", weight = 4, gate = false },
      { judgement = "PERM.EJ", weight = 4, gate = false },
      { judgement = "IMPACT.IJ", weight = 8, gate = false },
    },
    bands = {
      { grade = "O", from = 350 },
      { grade = "G", from = 250 },
      { grade = "R", from = 150 },
    },
    groups = {
      core = { "VOICE.VJ", "SAFE.SJ", "ASSESS.AJ", "PLAN.PJ", "OVERSIGHT.OJ", "IMPACT.IJ" },
    },
    ceilings = {
      { when = "SAFE.SJ = I", at_most = "I", clause = "L1", on = true },
      { when = "flag A", at_most = "I", clause = "L2", on = true },
      { when = "at least 2 of core = I", at_most = "I", clause = "L3", on = true },
      { when = "exactly 1 of core = I and not SAFE.SJ = I", at_most = "R", clause = "L4", on = true },
      { when = "flag B", at_most = "R", clause = "L5", on = true },
      { when = "SAFE.SJ = R", at_most = "R", clause = "L6", on = true },
      { when = "at least 3 of core < G", at_most = "R", clause = "L7", on = true },
      { when = "at least 1 of core < G", at_most = "G", clause = "L8", on = true },
      { when = "not IMPACT.IJ = O", at_most = "G", clause = "L9", on = true },
    },
    coverage = 80,
  },
  clauses = {
    gate = "The audit is not graded until voice, safety, plan and oversight are judged",
    coverage = "The audit is not graded while less than {coverage} % of the weight that applies is judged",
    base = "The weighted mean of the domain judgements gives the grade to start from",
    partial = "Some domains that apply are not judged, so the grade is partial",
    L1 = "An Inadequate judgement on safety makes the case Inadequate",
    L2 = "A confirmed flag that a child or adult may be unsafe now makes the case Inadequate",
    L3 = "Two or more core domains judged Inadequate make the case Inadequate",
    L4 = "One core domain other than safety judged Inadequate holds the case at Requires improvement",
    L5 = "A confirmed flag of a serious breach of duty holds the case at Requires improvement",
    L6 = "Safety judged Requires improvement holds the case at Requires improvement",
    L7 = "Three or more core domains below Good hold the case at Requires improvement",
    L8 = "A core domain below Good keeps the case from being Outstanding",
    L9 = "A case is Outstanding only where the difference made for the child is Outstanding",
    own = "A ceiling of this authority holds the case, for the reason it gives",
    waived = "A ceiling was waived by moderator and quality lead",
  },
  outputs = {
    { "grade", "O G R I" },
    { "base", "O G R I" },
    { "mean", "hundredths" },
    { "coverage", "integer 0..100" },
    { "partial", "yes_no" },
  },
  score = function(f, s, out)
    local stock = take_stock(f, s.domains)
    if #stock.missing > 0 then
      return out:status("not_enough", "gate", table.unpack(stock.missing))
    end
    local enough = stock.judged > 0 and 100 * stock.judged >= s.coverage * stock.applicable
    if not enough then
      return out:status("not_enough", "coverage")
    end
    local base = band(s.bands, stock.sum, stock.judged)
    out:value("base", base)
    out:value("mean", 100 * stock.sum // stock.judged)
    out:value("coverage", 100 * stock.judged // stock.applicable)
    out:value("partial", stock.judged < stock.applicable)
    out:grade(base, "base", table.unpack(stock.judgements))
    if stock.judged < stock.applicable then out:reason("partial") end
    apply_ceilings(f, s.ceilings, out)
  end,
  examples = function()
    local function case(name, line, expect, more)
      local example = { name = name, given = judged(line), expect = expect }
      for key, value in pairs(more or {}) do
        if key ~= "with" then example[key] = value end
      end
      for question, answer in pairs(more and more.with or {}) do example.given[question] = answer end
      return example
    end
    return {
      case("E1 all Good", "G G G G G G G G G G",
        { grade = "G", mean = 300, clauses = { "base", "L9" }, without = { "L8", "partial" } }),
      case("E2 unsafe child", "G I G G G G G G G G",
        { grade = "I", mean = 264, clauses = { "L1", "L8", "L9" }, without = { "L3", "L4", "L6" } }),
      case("E3 three core domains weak", "O G R R R G G G G G",
        { grade = "R", mean = 272, clauses = { "L7", "L8", "L9" }, without = { "L4" } }),
      case("E4 two core domains weak, permanence not applicable", "G G R R G G G G - G",
        { grade = "G", mean = 270, coverage = 100, clauses = { "L8", "L9" }, without = { "L7" } }),
      case("E5 strong work, no difference shown", "O O O O O G G G G G",
        { grade = "G", base = "O", mean = 370, clauses = { "L9" }, without = { "L8" } }),
      case("E6 Outstanding", "O O O G O G O G O O",
        { grade = "O", mean = 374, clauses = { "base" }, without = { "L8", "L9" } }),
      case("E7 plan Inadequate", "G G G I G G G G G G",
        { grade = "R", mean = 272, clauses = { "L4", "L8", "L9" }, without = { "L1", "L3" } }),
      case("E8 plan and oversight Inadequate", "G G G I I G G G G G",
        { grade = "I", base = "R", mean = 248, clauses = { "L3", "L8", "L9" }, without = { "L4", "L7" } }),
      case("E9 breach of duty confirmed", "G G G G G G G G G G",
        { grade = "R", clauses = { "L5", "L9" }, without = { "L2" } }, { flags = { "P1" } }),
      case("another family's paper on file, confirmed", "G G G G G G G G G G",
        { grade = "G", clauses = { "L9" }, without = { "L5" } }, { flags = { "K7" } }),
      case("E10 unsafe now, confirmed", "G G G G G G G G G G",
        { grade = "I", clauses = { "L2", "L9" }, without = { "L5" } }, { flags = { "S1" } }),
      case("E11 safety Requires improvement", "G R G G G G G G G G",
        { grade = "R", mean = 282, clauses = { "L6", "L8", "L9" }, without = { "L1", "L7" } }),
      case("E12 some domains not judged", "G G G G G ? ? ? - G",
        { grade = "G", coverage = 81, partial = true, clauses = { "partial", "L9" } }),
      case("E13 oversight not judged", "G G G G ? G G G G G",
        { status = "not_enough", clauses = { "gate" } }),
      case("E14 weak across the board", "R G G G R R R R - R",
        { grade = "R", mean = 247, clauses = { "L7", "L8", "L9" }, without = { "L6" } }),
      case("E15 one weak plan among Outstanding work", "O O O R O O O O O O",
        { grade = "G", base = "O", mean = 372, clauses = { "L8" }, without = { "L9", "L7" } }),
      case("a mean just Outstanding", "G O O O G G G O G G",
        { grade = "G", base = "O", mean = 350, clauses = { "L9" } }),
      case("a mean just Good", "R G G G R R R G R R",
        { grade = "R", base = "G", mean = 250, clauses = { "L7" } }),
      case("a mean just above Inadequate", "I R R R I I I R I I",
        { grade = "I", base = "R", mean = 150, clauses = { "L3" } }),
      case("voice not judged", "? G G G G G G G G G", { status = "not_enough", clauses = { "gate" } }),
      case("safety not judged", "G ? G G G G G G G G", { status = "not_enough", clauses = { "gate" } }),
      case("plan not judged", "G G G ? G G G G G G", { status = "not_enough", clauses = { "gate" } }),
      case("just enough judged", "G G G G G ? G ? G ?",
        { grade = "G", partial = true, clauses = { "partial" }, without = { "coverage" } }),
      case("too little judged", "G G ? G G ? ? ? ? ?",
        { status = "not_enough", clauses = { "coverage" }, without = { "gate" } }),
      case("a waived ceiling", "G G G I G G G G G G",
        { grade = "G", clauses = { "waived", "L8" }, without = { "L4" } }, { waivers = { "L4" } }),
      case("an authority's own ceiling", "O O O O O O O O O O",
        { grade = "R", base = "O", clauses = { "own" } }, { settings = OWN_CEILING, with = { V1 = "no" } }),
      case("an authority's own ceiling that does not hold", "O O O O O O O O O O",
        { grade = "O", without = { "own" } }, { settings = OWN_CEILING, with = { V1 = "yes" } }),
      case("an authority's own ceiling, waived", "O O O O O O O O O O",
        { grade = "O", clauses = { "waived" }, without = { "own" } },
        { settings = OWN_CEILING, with = { V1 = "no" }, waivers = { "V1 = no" } }),
    }
  end,
}
