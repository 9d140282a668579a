--- Are visits to the child made as often as they are due? Audits hold how many were due by plan or law and how many were made.
local times = use "lib/times_held"

return {
  code = "timeliness.visits",
  title = "Visits made as often as due",
  kind = "timeliness",
  applies = { "STD", "RE", "EH" },
  needs = { "V1.due", "V1.done" },
  lists = {},
  why = "First version",
  settings = { share = 100 },
  clauses = {
    met = "The child was seen at {share} % or more of the visits that were due in the period",
    late = "The child was seen at fewer than {share} % of the visits that were due in the period",
    none_due = "No visit was due in the period",
    not_answered = "How many visits were due, or how many were made, isn't answered",
  },
  outputs = times.outputs(),
  score = function(f, s, out)
    local visits = times.read(f, { { due = "V1.due", held = "V1.done" } })
    if not times.tell(out, visits) then return end
    local met = 100 * visits.held >= s.share * visits.due
    out:value("outcome", met and "met" or "late", met and "met" or "late", "V1.due", "V1.done")
  end,
  examples = function()
    local function case(name, due, done, expect)
      return { name = name, given = { ["V1.due"] = due, ["V1.done"] = done }, expect = expect }
    end
    return {
      case("all visits made", 6, 6, { outcome = "met", missed = 0, clauses = { "met" }, without = { "late" } }),
      case("more than were due", 6, 8, { outcome = "met", missed = 0, clauses = { "met" }, without = { "late" } }),
      case("one missed", 6, 5, { outcome = "late", missed = 1, clauses = { "late" }, without = { "met" } }),
      case("none was due", 0, 2, { status = "not_applicable", clauses = { "none_due" }, without = { "met" } }),
      case("one was due", 1, 1, { outcome = "met", clauses = { "met" }, without = { "none_due" } }),
      case("half answered", 6, nil, { status = "not_enough", clauses = { "not_answered" }, without = { "late" } }),
      case("none made", 6, 0, { outcome = "late", missed = 6, clauses = { "late" }, without = { "not_answered" } }),
    }
  end,
}
