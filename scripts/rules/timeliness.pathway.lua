--- Are a care leaver's needs assessment and first pathway plan finished, and the plan reviewed, within their limits?
local limit = use "lib/time_limit"

return {
  code = "timeliness.pathway",
  title = "Pathway plan finished and reviewed in time",
  kind = "timeliness",
  applies = { "TPP" },
  needs = { "W2", "W2.start", "W2.end", "W2.review", "W2.review.start", "W2.review.end" },
  lists = { "holidays.england" },
  why = "First version",
  columns = { limits = limit.columns("plan review") },
  settings = {
    limits = {
      { kind = "plan", from = "2011-04-01", n = 3, unit = "month",
        source = "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 42" },
      { kind = "review", from = "2011-04-01", n = 6, unit = "month",
        source = "Care Leavers (England) Regulations 2010 (to be checked)" },
    },
  },
  clauses = {
    met = "Done within the limit",
    late = "Done later than the limit: {limits.1.n} months from the sixteenth birthday, or from becoming eligible if later, for the plan; "
      .. "{limits.2.n} months for a review",
    open = "Not done yet",
    not_shown = "The record doesn't show the day it was done, so it counts as not done",
    no_start = "The day on which the clock started is missing, so nothing can be counted",
    backwards = "It was done before its clock started: one of the two days is wrong",
    no_limit = "No limit is known for a day before {limits.1.from}",
  },
  outputs = limit.outputs("review", limit.outputs("plan")),
  score = function(f, s, out)
    limit.judge_all(f, s.limits, out, {
      { name = "plan", kind = "plan", question = "W2", start = "W2.start", done = "W2.end" },
      { name = "review", kind = "review", question = "W2.review", start = "W2.review.start", done = "W2.review.end" },
    })
  end,
  examples = function()
    local function case(name, plan, review, expect)
      local given = { ["W2.start"] = plan[1], ["W2.end"] = plan[2], ["W2.review.start"] = review[1], ["W2.review.end"] = review[2] }
      return { name = name, given = given, expect = expect }
    end
    return {
      case("both on the last day", { "2024-11-30", "2025-02-28" }, { "2025-02-28", "2025-08-28" },
        { plan_outcome = "met", plan_limit = 3, plan_unit = "month", plan_due = "2025-02-28", review_outcome = "met", review_limit = 6,
          review_due = "2025-08-28", clauses = { "met" }, without = { "late" } }),
      case("both a day late", { "2024-11-30", "2025-03-01" }, { "2025-03-01", "2025-09-02" },
        { plan_outcome = "late", plan_over = 1, review_outcome = "late", review_over = 1, clauses = { "late" }, without = { "met" } }),
      case("no review yet", { "2024-11-30", "2025-02-28" }, { "2025-02-28" },
        { plan_outcome = "met", review_outcome = "open", review_due = "2025-08-28", clauses = { "met", "open" }, without = { "not_shown" } }),
      case("looked for and not found", { "2024-11-30", { state = "not_evidenced" } }, { "2025-02-28", "2025-08-28" },
        { plan_outcome = "open", clauses = { "not_shown" }, without = { "open" } }),
      case("no days at all", {}, {}, { status = "not_enough", clauses = { "no_start" }, without = { "open" } }),
      case("only the plan has days", { "2024-11-30", "2025-02-28" }, {},
        { plan_outcome = "met", review_outcome = "", clauses = { "met", "no_start" } }),
      case("a review before its start", { "2024-11-30", "2025-02-28" }, { "2025-02-28", "2025-02-27" },
        { plan_outcome = "met", review_outcome = "", clauses = { "met", "backwards" }, without = { "late" } }),
      case("a review on its start", { "2024-11-30", "2025-02-28" }, { "2025-02-28", "2025-02-28" },
        { review_outcome = "met", clauses = { "met" }, without = { "backwards" } }),
      case("older than the regulations", { "2011-03-31", "2011-05-05" }, { "2011-04-01", "2011-10-01" },
        { plan_outcome = "", review_outcome = "met", clauses = { "no_limit", "met" } }),
      case("their first day", { "2011-04-01", "2011-07-01" }, { "2011-07-01", "2012-01-01" },
        { plan_outcome = "met", clauses = { "met" }, without = { "no_limit" } }),
    }
  end,
}
