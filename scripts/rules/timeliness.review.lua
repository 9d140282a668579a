--- Are the reviews of children looked after, and of children in need, held within their limits? Review conferences: timeliness.conference.
local limit = use "lib/time_limit"

local EVENTS = {
  { name = "last", question = "R1", start = "R1.start", done = "R1.end", sort = "R1.kind" },
  { name = "before", question = "R1.before", start = "R1.before.start", done = "R1.before.end", sort = "R1.before.kind" },
}

local OURS = { cla_first = true, cla_second = true, cla_later = true, cin = true }

--- The two reviews of the record, but not those that are conferences.
local function reviews(f)
  local events = {}
  for _, e in ipairs(EVENTS) do
    local kind = f:answer(e.sort)
    local blank = e.name == "before" and not kind and not f:date(e.start) and not f:date(e.done)
    if OURS[kind] or not (kind or blank) then
      table.insert(events, { name = e.name, question = e.question, start = e.start, done = e.done, kind = kind })
    end
  end
  return events
end

return {
  code = "timeliness.review",
  title = "Reviews held in time",
  kind = "timeliness",
  applies = { "STD", "RE" },
  needs = { "R1", "R1.start", "R1.end", "R1.kind", "R1.before", "R1.before.start", "R1.before.end", "R1.before.kind" },
  lists = { "holidays.england" },
  why = "First version",
  columns = { limits = limit.columns("cla_first cla_second cla_later cin") },
  settings = {
    limits = {
      { kind = "cla_first", from = "2011-04-01", n = 20, unit = "working_day",
        source = "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 33: from becoming looked after" },
      { kind = "cla_second", from = "2011-04-01", n = 3, unit = "month",
        source = "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 33: from the first review" },
      { kind = "cla_later", from = "2011-04-01", n = 6, unit = "month",
        source = "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 33: from the review before it" },
      { kind = "cin", from = "2011-04-01", n = 0, unit = "month",
        source = "Local, to be set; while it is nought no review of a child in need is judged" },
    },
  },
  clauses = {
    met = "Held within the limit for this kind of review",
    late = "Held later than the limit: {limits.1.n} working days for the first review of a child looked after, "
      .. "{limits.2.n} months for the second, {limits.3.n} for each one after",
    open = "Not held yet",
    not_shown = "The record doesn't show the day it was held, so it counts as not held",
    no_start = "The day on which the clock started is missing, so nothing can be counted",
    no_kind = "Which kind of review it was isn't said, so its limit isn't known",
    backwards = "It was held before its clock started: one of the two days is wrong",
    no_limit = "No limit is set for this kind of review, or none is known for so early a day",
    not_applicable = "There was no such review, or the form that was filled doesn't ask for its days",
    conference = "Both were child protection conferences, which a rule of their own reads",
  },
  outputs = limit.outputs("before", limit.outputs("last")),
  score = function(f, s, out)
    local events = reviews(f)
    if #events == 0 then return out:status("not_applicable", "conference", "R1.kind", "R1.before.kind") end
    limit.judge_all(f, s.limits, out, events)
  end,
  examples = function()
    local function case(name, last, before, expect)
      local given = { ["R1.before"] = before.state and before or nil }
      for place, part in ipairs({ "kind", "start", "end" }) do
        given["R1." .. part], given["R1.before." .. part] = last[place], before[place]
      end
      return { name = name, form = "full", given = given, expect = expect }
    end
    local no_review = { state = "not_applicable", reason = "no_such_event" }
    return {
      case("first review on the last day, the next a day late", { "cla_second", "2025-01-14", "2025-04-15" },
        { "cla_first", "2024-12-12", "2025-01-14" },
        { last_outcome = "late", last_days = 91, last_over = 1, last_limit = 3, last_unit = "month", last_due = "2025-04-14",
          before_outcome = "met", before_days = 20, before_limit = 20, before_unit = "working_day", before_due = "2025-01-14",
          clauses = { "met", "late" }, without = { "open" } }),
      case("first review a day late", { "cla_second", "2025-01-15", "2025-04-15" }, { "cla_first", "2024-12-12", "2025-01-15" },
        { last_outcome = "met", last_days = 90, before_outcome = "late", before_days = 21, before_over = 1, clauses = { "met", "late" } }),
      case("from the end of a long month to the end of a short one", { "cla_second", "2024-11-30", "2025-02-28" }, no_review,
        { last_outcome = "met", last_due = "2025-02-28", before_outcome = "", clauses = { "met" }, without = { "late", "not_applicable" } }),
      case("a limit that ends on a Saturday doesn't move", { "cla_later", "2025-03-06", "2025-09-08" }, no_review,
        { last_outcome = "late", last_over = 2, last_due = "2025-09-06", clauses = { "late" }, without = { "met" } }),
      case("not held yet", { "cla_later", "2025-03-06" }, no_review,
        { last_outcome = "open", last_due = "2025-09-06", last_days = "", clauses = { "open" }, without = { "not_shown" } }),
      case("looked for and not found", { "cla_later", "2025-03-06", { state = "not_evidenced" } }, no_review,
        { last_outcome = "open", clauses = { "not_shown" }, without = { "open" } }),
      case("no start", { "cla_later", nil, "2025-09-06" }, no_review, { status = "not_enough", clauses = { "no_start" }, without = { "no_kind" } }),
      case("no kind", { nil, "2025-03-06", "2025-09-06" }, no_review, { status = "not_enough", clauses = { "no_kind" }, without = { "no_start" } }),
      case("held before its start", { "cla_later", "2025-03-06", "2025-03-05" }, no_review,
        { status = "not_enough", clauses = { "backwards" }, without = { "met" } }),
      case("held on its start", { "cla_later", "2025-03-06", "2025-03-06" }, no_review,
        { last_outcome = "met", clauses = { "met" }, without = { "backwards" } }),
      case("child in need, no local limit", { "cin", "2025-03-06", "2025-05-05" }, no_review,
        { status = "not_applicable", last_outcome = "", clauses = { "no_limit" }, without = { "conference" } }),
      case("older than the regulations", { "cla_later", "2011-03-31", "2011-05-05" }, no_review,
        { status = "not_applicable", clauses = { "no_limit" }, without = { "met" } }),
      case("their first day", { "cla_later", "2011-04-01", "2011-10-01" }, no_review,
        { last_outcome = "met", clauses = { "met" }, without = { "no_limit" } }),
      case("two conferences", { "cp_later", "2025-01-10", "2025-05-05" }, { "cp_first", "2024-10-10", "2025-01-10" },
        { status = "not_applicable", clauses = { "conference" }, without = { "met" } }),
      case("a conference, then looked after", { "cla_first", "2025-01-10", "2025-01-20" }, { "cp_first", "2024-10-10", "2025-01-10" },
        { last_outcome = "met", before_outcome = "", clauses = { "met" }, without = { "conference" } }),
      { name = "the short form", form = "core", given = { VJ = "G" },
        expect = { status = "not_applicable", clauses = { "not_applicable" }, without = { "no_start" } } },
    }
  end,
}
