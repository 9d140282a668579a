--- Is supervision about a child held as often as it is due, without a gap longer than the local interval?
local limit = use "lib/time_limit"
local times = use "lib/times_held"

local SESSIONS = { { due = "O1.due", held = "O1.held" }, { due = "U1.due", held = "U1.held" } }

--- The longest gap between two sessions in days, and the question that says it.
local function longest_gap(f)
  for _, question in ipairs({ "O1.longest_gap", "U2" }) do
    local days = f:count(question)
    if days then return days, question end
  end
  return nil
end

return {
  code = "timeliness.supervision",
  title = "Supervision held in time",
  kind = "timeliness",
  applies = { "STD", "RE", "EH", "TSU", "DIP" },
  needs = { "O1.due", "O1.held", "O1.longest_gap", "U1.due", "U1.held", "U2" },
  lists = { "holidays.england" },
  why = "First version",
  columns = { limits = limit.columns() },
  settings = {
    share = 100,
    limits = {
      { from = "2011-04-01", n = 4, unit = "week", source = "Local; one authority's figure, to be set" },
    },
  },
  clauses = {
    met = "{share} % or more of the sessions due were held, and no known gap was longer than {limits.1.n} weeks",
    missed = "Fewer than {share} % of the sessions due were held",
    gap = "The longest gap between two sessions was longer than {limits.1.n} weeks",
    none_due = "No session was due in the period",
    not_answered = "How many sessions were due, or how many were held, isn't answered",
  },
  outputs = times.outputs({ { "days", "integer 0..1000" }, { "limit", "integer 1..1000" }, { "unit", "working_day calendar_day week month hour" } }),
  score = function(f, s, out)
    local sessions = times.read(f, SESSIONS)
    if not times.tell(out, sessions) then return end
    local asked = sessions.question
    local missed = 100 * sessions.held < s.share * sessions.due
    local days, gap_question = longest_gap(f)
    local on = f:day()
    local row = on and limit.row(s.limits, "supervision", on)
    local too_long = days and row and day.add(on, days) > limit.last_day(row, on)
    out:value("days", days)
    out:value("limit", row and row.n)
    out:value("unit", row and row.unit)
    out:value("outcome", (missed or too_long) and "late" or "met")
    if missed then out:reason("missed", nil, asked.due, asked.held) end
    if too_long then out:reason("gap", nil, gap_question) end
    if not missed and not too_long then out:reason("met", nil, asked.due, asked.held) end
  end,
  examples = function()
    local function case(name, due, held, gap, expect)
      return { name = name, day = "2025-05-01", given = { ["O1.due"] = due, ["O1.held"] = held, ["O1.longest_gap"] = gap }, expect = expect }
    end
    return {
      case("all held, four weeks apart", 6, 6, 28,
        { outcome = "met", days = 28, limit = 4, unit = "week", missed = 0, clauses = { "met" }, without = { "gap", "missed" } }),
      case("all held, one a day late", 6, 6, 29, { outcome = "late", days = 29, clauses = { "gap" }, without = { "met", "missed" } }),
      case("one not held", 6, 5, 28, { outcome = "late", missed = 1, clauses = { "missed" }, without = { "gap", "met" } }),
      case("both", 6, 4, 56, { outcome = "late", missed = 2, clauses = { "gap", "missed" }, without = { "met" } }),
      case("gap not known", 6, 6, nil, { outcome = "met", days = "", clauses = { "met" }, without = { "gap" } }),
      case("none was due", 0, 0, nil, { status = "not_applicable", clauses = { "none_due" }, without = { "met" } }),
      case("one was due", 1, 1, nil, { outcome = "met", clauses = { "met" }, without = { "none_due" } }),
      case("half answered", 6, nil, nil, { status = "not_enough", clauses = { "not_answered" }, without = { "missed" } }),
      { name = "supervision audit", tool = "TSU", day = "2025-05-01", given = { ["U1.due"] = 6, ["U1.held"] = 6, U2 = 35 },
        expect = { outcome = "late", days = 35, clauses = { "gap" }, without = { "missed" } } },
      { name = "dip sample", tool = "DIP", day = "2025-05-01", given = { ["O1.due"] = 6, ["O1.held"] = 6, U2 = 28 },
        expect = { outcome = "met", days = 28, clauses = { "met" }, without = { "gap" } } },
    }
  end,
}
