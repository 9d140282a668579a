--- Is an assessment finished within its limit? One from before the single assessment is judged by the limits of its time.
local limit = use "lib/time_limit"

return {
  code = "timeliness.assessment",
  title = "Assessment finished in time",
  kind = "timeliness",
  applies = { "STD", "RE", "EH" },
  needs = { "A2", "A2.start", "A2.end" },
  lists = { "holidays.england" },
  why = "First version",
  columns = { limits = limit.columns("assessment initial early_help") },
  settings = {
    limits = {
      { kind = "assessment", from = "2013-04-15", n = 45, unit = "working_day",
        source = "Working Together to Safeguard Children: at most, from the referral; shorter if the child needs it" },
      { kind = "assessment", from = "2000-04-01", to = "2013-04-14", n = 35, unit = "working_day",
        source = "Working Together to Safeguard Children before 2013: core assessment (to be checked)" },
      { kind = "initial", from = "2010-04-01", to = "2013-04-14", n = 10, unit = "working_day",
        source = "Working Together to Safeguard Children before 2013: initial assessment (to be checked)" },
      { kind = "early_help", from = "2000-04-01", n = 0, unit = "working_day",
        source = "Local, to be set; while it is nought no early help assessment is judged" },
    },
  },
  clauses = {
    met = "Finished within the limit that held on the day of the referral: {limits.1.n} working days since {limits.1.from}",
    late = "Finished after the limit that held on the day of the referral: {limits.1.n} working days since {limits.1.from}",
    core_only = "Up to {limits.3.to} an initial assessment had {limits.3.n} working days: this one was in time as a core assessment only",
    open = "Not finished yet",
    not_shown = "The record doesn't show the day it was authorised, so it counts as not finished",
    no_start = "The day of the referral is missing, so nothing can be counted",
    backwards = "It was authorised before the referral: one of the two days is wrong",
    no_limit = "No limit is set for this kind of assessment, or none is known for so early a day",
    not_applicable = "No assessment was due for this child, or the form that was filled doesn't ask for its days",
  },
  outputs = limit.outputs(),
  score = function(f, s, out)
    local event = { kind = f:tool() == "EH" and "early_help" or "assessment", question = "A2", start = "A2.start", done = "A2.end" }
    limit.judge_all(f, s.limits, out, { event })
    local judged = event.judged
    if judged.outcome ~= "met" or event.kind ~= "assessment" then return end
    local initial = limit.row(s.limits, "initial", judged.start)
    if initial and judged.days > initial.n then out:reason("core_only", nil, "A2.start", "A2.end") end
  end,
  examples = function()
    local function case(name, start, done, expect)
      return { name = name, tool = "STD", form = "full", given = { ["A2.start"] = start, ["A2.end"] = done }, expect = expect }
    end
    return {
      case("on the last day", "2025-03-03", "2025-05-08",
        { outcome = "met", days = 45, over = 0, limit = 45, due = "2025-05-08", clauses = { "met" }, without = { "late", "core_only" } }),
      case("a day late", "2025-03-03", "2025-05-09",
        { outcome = "late", days = 46, over = 1, due = "2025-05-08", clauses = { "late" }, without = { "met" } }),
      case("across a bank holiday that was held once", "2022-08-01", "2022-10-05",
        { outcome = "met", days = 45, due = "2022-10-05", clauses = { "met" }, without = { "late" } }),
      case("the day before the single assessment", "2013-04-14", "2013-06-04",
        { outcome = "met", days = 35, limit = 35, due = "2013-06-04", clauses = { "met", "core_only" }, without = { "late" } }),
      case("one day over a core assessment's limit", "2013-04-14", "2013-06-05",
        { outcome = "late", days = 36, over = 1, limit = 35, clauses = { "late" }, without = { "met", "core_only" } }),
      case("in time as an initial assessment", "2013-04-12", "2013-04-26",
        { outcome = "met", days = 10, limit = 35, clauses = { "met" }, without = { "core_only" } }),
      case("the first day of the single assessment", "2013-04-15", "2013-06-19",
        { outcome = "met", days = 45, limit = 45, clauses = { "met" }, without = { "late", "core_only" } }),
      case("not finished yet", "2025-03-03", nil,
        { outcome = "open", days = "", due = "2025-05-08", clauses = { "open" }, without = { "not_shown", "late" } }),
      case("looked for and not found", "2025-03-03", { state = "not_evidenced" },
        { outcome = "open", clauses = { "not_shown" }, without = { "open" } }),
      case("no referral", nil, "2025-03-03", { status = "not_enough", clauses = { "no_start" }, without = { "backwards" } }),
      case("authorised before the referral", "2025-03-04", "2025-03-03",
        { status = "not_enough", clauses = { "backwards" }, without = { "met" } }),
      case("the same day", "2025-03-04", "2025-03-04", { outcome = "met", days = 0, clauses = { "met" }, without = { "backwards" } }),
      case("before any limit that is known", "1990-03-05", "1990-03-30",
        { status = "not_applicable", outcome = "", clauses = { "no_limit" }, without = { "met" } }),
      { name = "early help, no local limit", tool = "EH", form = "full", given = { ["A2.start"] = "2025-03-04", ["A2.end"] = "2025-04-01" },
        expect = { status = "not_applicable", outcome = "", clauses = { "no_limit" }, without = { "met" } } },
      { name = "no assessment was due", form = "full", given = { A2 = { state = "not_applicable", reason = "no_such_event" } },
        expect = { status = "not_applicable", clauses = { "not_applicable" }, without = { "no_start" } } },
      { name = "the short form", tool = "STD", form = "core", given = { VJ = "G" },
        expect = { status = "not_applicable", clauses = { "not_applicable" }, without = { "no_start" } } },
    }
  end,
}
