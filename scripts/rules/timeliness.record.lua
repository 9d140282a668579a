--- Is the record of a review or conference sent out within its limit?
local limit = use "lib/time_limit"

return {
  code = "timeliness.record",
  title = "Record of a review out in time",
  kind = "timeliness",
  applies = { "STD", "RE" },
  needs = { "R1.kind", "R6", "R6.start", "R6.end" },
  lists = { "holidays.england" },
  why = "First version",
  columns = { limits = limit.columns("cla_first cla_second cla_later cp_first cp_later cin") },
  settings = {
    limits = {
      { kind = "cla_first", from = "2011-04-01", n = 20, unit = "working_day", source = "IRO Handbook (to be checked)" },
      { kind = "cla_second", from = "2011-04-01", n = 20, unit = "working_day", source = "IRO Handbook (to be checked)" },
      { kind = "cla_later", from = "2011-04-01", n = 20, unit = "working_day", source = "IRO Handbook (to be checked)" },
      { kind = "cp_first", from = "2011-04-01", n = 0, unit = "working_day", source = "Local, to be set; nought is not judged" },
      { kind = "cp_later", from = "2011-04-01", n = 0, unit = "working_day", source = "Local, to be set; nought is not judged" },
      { kind = "cin", from = "2011-04-01", n = 0, unit = "working_day", source = "Local, to be set; nought is not judged" },
    },
  },
  clauses = {
    met = "The full record went out within {limits.1.n} working days of the review of a child looked after, or within the local limit",
    late = "The full record went out later than {limits.1.n} working days after the review of a child looked after, or than the local limit",
    open = "The record has not gone out yet",
    not_shown = "The file doesn't show the day the record went out, so it counts as not sent",
    no_start = "The day of the review is missing, so nothing can be counted",
    no_kind = "Which kind of review it was isn't said, so its limit isn't known",
    backwards = "The record went out before the review: one of the two days is wrong",
    no_limit = "No limit is set for the record of this kind of review, or none is known for so early a day",
    not_applicable = "There is no record to send yet, or the form that was filled doesn't ask for its days",
  },
  outputs = limit.outputs(),
  score = function(f, s, out)
    limit.judge_all(f, s.limits, out, { { kind = f:answer("R1.kind"), question = "R6", start = "R6.start", done = "R6.end" } })
  end,
  examples = function()
    local function case(name, kind, start, done, expect)
      return { name = name, form = "full", given = { ["R1.kind"] = kind, ["R6.start"] = start, ["R6.end"] = done }, expect = expect }
    end
    return {
      case("on the last day, across Christmas", "cla_later", "2024-12-12", "2025-01-14",
        { outcome = "met", days = 20, over = 0, limit = 20, due = "2025-01-14", clauses = { "met" }, without = { "late" } }),
      case("a day late", "cla_later", "2024-12-12", "2025-01-15",
        { outcome = "late", days = 21, over = 1, clauses = { "late" }, without = { "met" } }),
      case("not out yet", "cla_first", "2024-12-12", nil,
        { outcome = "open", due = "2025-01-14", clauses = { "open" }, without = { "not_shown" } }),
      case("looked for and not found", "cla_first", "2024-12-12", { state = "not_evidenced" },
        { outcome = "open", clauses = { "not_shown" }, without = { "open" } }),
      case("no day of the review", "cla_first", nil, "2025-01-14", { status = "not_enough", clauses = { "no_start" }, without = { "no_kind" } }),
      case("no kind", nil, "2024-12-12", "2025-01-14", { status = "not_enough", clauses = { "no_kind" }, without = { "no_start" } }),
      case("out before the review", "cla_first", "2024-12-12", "2024-12-11",
        { status = "not_enough", clauses = { "backwards" }, without = { "met" } }),
      case("out on the day", "cla_first", "2024-12-12", "2024-12-12", { outcome = "met", clauses = { "met" }, without = { "backwards" } }),
      case("a conference, no local limit", "cp_later", "2024-12-12", "2025-01-14",
        { status = "not_applicable", outcome = "", clauses = { "no_limit" }, without = { "met" } }),
      { name = "nothing to send yet", form = "full",
        given = { ["R1.kind"] = "cla_first", R6 = { state = "not_applicable", reason = "not_yet_due" } },
        expect = { status = "not_applicable", clauses = { "not_applicable" }, without = { "no_start" } } },
    }
  end,
}
