--- Overall grade of a themed audit: the lower median of its judgements, held down by a judgement that limits and by confirmed flags.
local POINTS = { O = 4, G = 3, R = 2, I = 1 }
local LETTER = { "I", "R", "G", "O" }

--- The judgements of this tool that apply, and those of them that are missing.
local function take_stock(f, rows)
  local stock = { points = {}, judged = {}, missing = {}, limiting = {} }
  for _, row in ipairs(rows) do
    local state = row.tool == f:tool() and f:state(row.judgement) or "not_applicable"
    local grade = f:grade(row.judgement)
    if state ~= "not_applicable" and not grade then
      table.insert(stock.missing, row.judgement)
    elseif grade then
      table.insert(stock.points, POINTS[grade])
      table.insert(stock.judged, row.judgement)
      if row.limits then table.insert(stock.limiting, { judgement = row.judgement, grade = grade }) end
    end
  end
  table.sort(stock.points, function(a, b) return a < b end)
  return stock
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

local OWN_CEILING = {
  ceilings = { { when = "UJ2 = O", at_most = "R", because = "A ceiling for this example", on = true } },
}

return {
  code = "overall.themed",
  title = "Overall grade of a themed audit",
  kind = "grade",
  applies = { "TDA", "TLL", "TPP", "TRR", "TSU" },
  needs = { "DJ1", "DJ2", "DJ3", "DJ4", "LJ1", "LJ2", "LJ3", "WJ1", "WJ2", "WJ3", "WJ4", "FJ1", "FJ2", "UJ1", "UJ2" },
  lists = {},
  why = "First version",
  columns = {
    judgements = { { "tool", "TDA TLL TPP TRR TSU" }, { "judgement", "question" }, { "limits", "yes_no" } },
    ceilings = {
      { "when", "condition" }, { "at_most", "O G R I" }, { "because", "text?" }, { "clause", "clause?" }, { "on", "yes_no" },
    },
  },
  settings = {
    judgements = {
      { tool = "TDA", judgement = "DJ1", limits = false },
      { tool = "TDA", judgement = "DJ2", limits = false },
      { tool = "TDA", judgement = "DJ3", limits = false },
      { tool = "TDA", judgement = "DJ4", limits = false },
      { tool = "TLL", judgement = "LJ1", limits = false },
      { tool = "TLL", judgement = "LJ2", limits = true },
      { tool = "TLL", judgement = "LJ3", limits = false },
      { tool = "TPP", judgement = "WJ1", limits = false },
      { tool = "TPP", judgement = "WJ2", limits = false },
      { tool = "TPP", judgement = "WJ3", limits = false },
      { tool = "TPP", judgement = "WJ4", limits = false },
      { tool = "TRR", judgement = "FJ1", limits = false },
      { tool = "TRR", judgement = "FJ2", limits = false },
      { tool = "TSU", judgement = "UJ1", limits = false },
      { tool = "TSU", judgement = "UJ2", limits = false },
    },
    ceilings = {
      { when = "flag A", at_most = "I", clause = "flag_A", on = true },
      { when = "flag B", at_most = "R", clause = "flag_B", on = true },
    },
  },
  clauses = {
    gate = "The audit is not graded until every judgement that applies is made",
    median = "The judgement in the middle gives the grade to start from; of two in the middle the lower one",
    limiting = "A judgement that limits is lower than the middle, so the grade is no better than it",
    flag_A = "A confirmed flag that a child or adult may be unsafe now makes the audit Inadequate",
    flag_B = "A confirmed flag of a serious breach of duty holds the audit at Requires improvement",
    own = "A ceiling of this authority holds the audit, for the reason it gives",
    waived = "A ceiling was waived by moderator and quality lead",
  },
  outputs = { { "grade", "O G R I" }, { "median", "O G R I" }, { "judged", "integer 0..20" } },
  score = function(f, s, out)
    local stock = take_stock(f, s.judgements)
    if #stock.missing > 0 or #stock.points == 0 then
      return out:status("not_enough", "gate", table.unpack(stock.missing))
    end
    local median = LETTER[stock.points[(#stock.points + 1) // 2]]
    out:value("median", median)
    out:value("judged", #stock.points)
    out:grade(median, "median", table.unpack(stock.judged))
    for _, one in ipairs(stock.limiting) do
      if POINTS[one.grade] < POINTS[median] then out:cap(one.grade, "limiting", one.judgement) end
    end
    apply_ceilings(f, s.ceilings, out)
  end,
  examples = function()
    local LINES = { TDA = "DJ", TLL = "LJ", TPP = "WJ", TRR = "FJ", TSU = "UJ" }
    local function case(name, tool, line, expect, more)
      local given = {}
      for place = 1, string.len(line) do
        local letter = string.sub(line, place, place)
        if letter ~= "?" then given[LINES[tool] .. tostring(place)] = letter end
      end
      local example = { name = name, tool = tool, given = given, expect = expect }
      for key, value in pairs(more or {}) do example[key] = value end
      return example
    end
    return {
      case("the middle of three", "TLL", "OGR", { grade = "G", median = "G", judged = 3, clauses = { "median" }, without = { "limiting" } }),
      case("not sensitive", "TLL", "GIG", { grade = "I", median = "G", clauses = { "limiting" }, without = { "flag_A" } }),
      case("the others Inadequate, sensitive", "TLL", "IGI", { grade = "I", median = "I", clauses = { "median" }, without = { "limiting" } }),
      case("a judgement that limits never lifts", "TLL", "GOG", { grade = "G", clauses = { "median" }, without = { "limiting" } }),
      case("four, the lower one of the middle", "TDA", "OGRI",
        { grade = "R", median = "R", judged = 4, clauses = { "median" }, without = { "limiting" } }),
      case("three of four Good", "TPP", "GGGI", { grade = "G", clauses = { "median" }, without = { "limiting" } }),
      case("two, the lower one", "TRR", "GR", { grade = "R", clauses = { "median" } }),
      case("supervision, both Outstanding", "TSU", "OO", { grade = "O", clauses = { "median" }, without = { "flag_B" } }),
      case("one not judged", "TDA", "GG?G", { status = "not_enough", grade = "", clauses = { "gate" }, without = { "median" } }),
      case("all judged", "TDA", "GGGG", { grade = "G", clauses = { "median" }, without = { "gate" } }),
      case("unsafe now, confirmed", "TDA", "GGGG",
        { grade = "I", median = "G", clauses = { "flag_A" }, without = { "flag_B" } }, { flags = { "D8" } }),
      case("unsafe now, only raised", "TDA", "GGGG", { grade = "G", clauses = { "median" }, without = { "flag_A" } },
        { flags = { { question = "D8", outcome = "raised" } } }),
      case("breach of duty, confirmed", "TPP", "OOGG", { grade = "R", clauses = { "flag_B" }, without = { "flag_A" } }, { flags = { "W4" } }),
      case("a ceiling is no floor", "TPP", "IIII", { grade = "I", clauses = { "flag_B" } }, { flags = { "W4" } }),
      case("a waived ceiling", "TPP", "GGGG", { grade = "G", clauses = { "waived" }, without = { "flag_B" } },
        { flags = { "W4" }, waivers = { "flag_B" } }),
      case("an authority's own ceiling", "TSU", "OO", { grade = "R", median = "O", clauses = { "own" }, without = { "flag_B" } },
        { settings = OWN_CEILING }),
      case("an authority's own ceiling that does not hold", "TSU", "OG",
        { grade = "G", clauses = { "median" }, without = { "own" } }, { settings = OWN_CEILING }),
      case("an authority's own ceiling, waived", "TSU", "OO", { grade = "O", clauses = { "waived" }, without = { "own" } },
        { settings = OWN_CEILING, waivers = { "UJ2 = O" } }),
    }
  end,
}
