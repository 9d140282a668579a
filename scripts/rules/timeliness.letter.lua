--- Is a later life letter given to the adopters within its limit?
local limit = use "lib/time_limit"

return {
  code = "timeliness.letter",
  title = "Later life letter given in time",
  kind = "timeliness",
  applies = { "TLL" },
  needs = { "L2", "L2.start", "L2.end" },
  lists = { "holidays.england" },
  why = "First version",
  columns = { limits = limit.columns() },
  settings = {
    limits = {
      { from = "2005-12-30", n = 10, unit = "working_day",
        source = "Local procedures of two authorities: from the celebration of the adoption order" },
    },
  },
  clauses = {
    met = "Given to the adopters within {limits.1.n} working days of the celebration of the order",
    late = "Given to the adopters later than {limits.1.n} working days after the celebration of the order",
    open = "Not given to the adopters yet",
    not_shown = "The record doesn't show the day it was given, so it counts as not given",
    no_start = "The day of the celebration is missing, so nothing can be counted",
    before = "It was given before the celebration, which is in time",
    no_limit = "No limit is known for a celebration before {limits.1.from}",
  },
  outputs = limit.outputs(),
  score = function(f, s, out)
    local start, done = f:date("L2.start"), f:date("L2.end")
    local early = start and done and done < start
    limit.judge_all(f, s.limits, out, {
      { kind = "letter", question = "L2", start = "L2.start", done = early and "L2.start" or "L2.end" },
    })
    if early then out:reason("before", nil, "L2.start", "L2.end") end
  end,
  examples = function()
    local function case(name, start, done, expect)
      return { name = name, given = { ["L2.start"] = start, ["L2.end"] = done }, expect = expect }
    end
    return {
      case("on the last day, across Easter", "2025-04-10", "2025-04-28",
        { outcome = "met", days = 10, limit = 10, due = "2025-04-28", clauses = { "met" }, without = { "late", "before" } }),
      case("a day late", "2025-04-10", "2025-04-29",
        { outcome = "late", days = 11, over = 1, clauses = { "late" }, without = { "met" } }),
      case("on the last day, across Christmas", "2025-12-19", "2026-01-07",
        { outcome = "met", days = 10, due = "2026-01-07", clauses = { "met" }, without = { "late" } }),
      case("at the celebration", "2025-04-10", "2025-04-10", { outcome = "met", days = 0, clauses = { "met" }, without = { "before" } }),
      case("the day before", "2025-04-10", "2025-04-09", { outcome = "met", days = 0, clauses = { "met", "before" }, without = { "late" } }),
      case("not given yet", "2025-04-10", nil,
        { outcome = "open", days = "", due = "2025-04-28", clauses = { "open" }, without = { "not_shown" } }),
      case("looked for and not found", "2025-04-10", { state = "not_evidenced" },
        { outcome = "open", clauses = { "not_shown" }, without = { "open" } }),
      case("no celebration", nil, "2025-04-10", { status = "not_enough", clauses = { "no_start" }, without = { "met" } }),
      case("before later life letters", "2005-12-29", "2006-01-04",
        { status = "not_applicable", clauses = { "no_limit" }, without = { "met" } }),
      case("their first day", "2005-12-30", "2006-01-04", { outcome = "met", clauses = { "met" }, without = { "no_limit" } }),
    }
  end,
}
