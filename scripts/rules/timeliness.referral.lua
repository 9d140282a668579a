--- Is the next step on a referral decided within its limit?
local limit = use "lib/time_limit"

local QUESTION = { TRR = "F2", TDA = "D2" }

return {
  code = "timeliness.referral",
  title = "Decision on a referral in time",
  kind = "timeliness",
  applies = { "TRR", "TDA" },
  needs = { "F2", "F2.start", "F2.end", "D2", "D2.start", "D2.end" },
  lists = { "holidays.england" },
  why = "First version",
  columns = { limits = limit.columns() },
  settings = {
    limits = {
      { from = "2000-04-01", n = 1, unit = "working_day",
        source = "Working Together to Safeguard Children" },
    },
  },
  clauses = {
    met = "Decided within {limits.1.n} working day of the day the referral or notification came in",
    late = "Decided later than {limits.1.n} working day after it came in",
    open = "Not decided yet",
    not_shown = "The record doesn't show the day of the decision, so it counts as not decided",
    no_start = "The day it came in is missing, so nothing can be counted",
    backwards = "The decision has an earlier day than the referral: one of the two is wrong",
    no_limit = "No limit is known for a referral before {limits.1.from}",
  },
  outputs = limit.outputs(),
  score = function(f, s, out)
    local question = QUESTION[f:tool()]
    limit.judge_all(f, s.limits, out, {
      { kind = "referral", question = question, start = question .. ".start", done = question .. ".end" },
    })
  end,
  examples = function()
    local function case(name, given, expect) return { name = name, tool = "TRR", given = given, expect = expect } end
    return {
      case("the next working day, after Easter", { ["F2.start"] = "2025-04-17", ["F2.end"] = "2025-04-22" },
        { outcome = "met", days = 1, over = 0, limit = 1, unit = "working_day", due = "2025-04-22", clauses = { "met" }, without = { "late" } }),
      case("a day later", { ["F2.start"] = "2025-04-17", ["F2.end"] = "2025-04-23" },
        { outcome = "late", days = 2, over = 1, clauses = { "late" }, without = { "met" } }),
      case("came in on a Saturday, decided on Monday", { ["F2.start"] = "2025-08-16", ["F2.end"] = "2025-08-18" },
        { outcome = "met", days = 1, clauses = { "met" }, without = { "late" } }),
      case("a police notification, decided the same day", { ["F2.start"] = "2025-04-10", ["F2.end"] = "2025-04-10" },
        { outcome = "met", days = 0, clauses = { "met" }, without = { "backwards" } }),
      { name = "domestic abuse, next day", tool = "TDA", given = { ["D2.start"] = "2025-04-10", ["D2.end"] = "2025-04-11" },
        expect = { outcome = "met", days = 1, clauses = { "met" }, without = { "late" } } },
      case("not decided yet", { ["F2.start"] = "2025-04-17" },
        { outcome = "open", due = "2025-04-22", days = "", clauses = { "open" }, without = { "not_shown", "no_start" } }),
      case("looked for and not found", { ["F2.start"] = "2025-04-17", ["F2.end"] = { state = "not_evidenced" } },
        { outcome = "open", clauses = { "not_shown" }, without = { "open" } }),
      case("no day of receipt", { ["F2.end"] = "2025-04-17" },
        { status = "not_enough", outcome = "", clauses = { "no_start" }, without = { "backwards" } }),
      case("decided before it came in", { ["F2.start"] = "2025-04-17", ["F2.end"] = "2025-04-16" },
        { status = "not_enough", clauses = { "backwards" }, without = { "met" } }),
      case("before the limit", { ["F2.start"] = "2000-03-31", ["F2.end"] = "2000-04-03" },
        { status = "not_applicable", clauses = { "no_limit" }, without = { "met" } }),
      case("its first day", { ["F2.start"] = "2000-04-01", ["F2.end"] = "2000-04-03" },
        { outcome = "met", days = 1, clauses = { "met" }, without = { "no_limit" } }),
    }
  end,
}
