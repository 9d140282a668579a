--- Are core groups, child in need meetings and care team meetings held as often as they are due?
local times = use "lib/times_held"

return {
  code = "timeliness.meetings",
  title = "Core groups and plan meetings held as often as due",
  kind = "timeliness",
  applies = { "STD", "RE", "EH" },
  needs = { "M2.due", "M2.held" },
  lists = {},
  why = "First version",
  settings = { share = 100 },
  clauses = {
    met = "{share} % or more of the meetings that were due in the period were held",
    late = "Fewer than {share} % of the meetings that were due in the period were held",
    none_due = "No meeting was due in the period",
    not_answered = "How many meetings were due, or how many were held, isn't answered",
    not_applicable = "This plan has no such meetings, or none is due yet",
    not_asked = "The form that was filled doesn't ask for them",
  },
  outputs = times.outputs(),
  score = function(f, s, out)
    local meetings = times.read(f, { { due = "M2.due", held = "M2.held" } })
    if not times.tell(out, meetings) then return end
    local met = 100 * meetings.held >= s.share * meetings.due
    out:value("outcome", met and "met" or "late", met and "met" or "late", "M2.due", "M2.held")
  end,
  examples = function()
    local function case(name, due, held, expect)
      return { name = name, form = "full", given = { ["M2.due"] = due, ["M2.held"] = held }, expect = expect }
    end
    return {
      case("all held", 6, 6, { outcome = "met", missed = 0, clauses = { "met" }, without = { "late" } }),
      case("one missed", 6, 5, { outcome = "late", missed = 1, clauses = { "late" }, without = { "met" } }),
      case("none was due", 0, 0, { status = "not_applicable", clauses = { "none_due" }, without = { "met" } }),
      case("one was due", 1, 1, { outcome = "met", clauses = { "met" }, without = { "none_due" } }),
      case("half answered", 6, nil, { status = "not_enough", clauses = { "not_answered" }, without = { "not_asked" } }),
      case("does not apply", { state = "not_applicable", reason = "plan_type" }, { state = "not_applicable", reason = "plan_type" },
        { status = "not_applicable", clauses = { "not_applicable" }, without = { "not_answered" } }),
      { name = "the short form", form = "core", given = { VJ = "G" },
        expect = { status = "not_applicable", clauses = { "not_asked" }, without = { "not_answered", "not_applicable" } } },
    }
  end,
}
