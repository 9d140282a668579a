--- Are review conferences held within their limits? The reviews of children looked after and in need: timeliness.review.
local limit = use "lib/time_limit"

local EVENTS = {
  { name = "last", question = "R1", start = "R1.start", done = "R1.end", sort = "R1.kind" },
  { name = "before", question = "R1.before", start = "R1.before.start", done = "R1.before.end", sort = "R1.before.kind" },
}

local OURS = { cp_first = true, cp_later = true }

--- The two reviews of the record, but only those that are conferences.
local function conferences(f)
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
  code = "timeliness.conference",
  title = "Review conferences held in time",
  kind = "timeliness",
  applies = { "STD", "RE" },
  needs = { "R1", "R1.start", "R1.end", "R1.kind", "R1.before", "R1.before.start", "R1.before.end", "R1.before.kind" },
  lists = { "holidays.england" },
  why = "First version",
  columns = { limits = limit.columns("cp_first cp_later") },
  settings = {
    limits = {
      { kind = "cp_first", from = "2000-04-01", n = 3, unit = "month",
        source = "Working Together to Safeguard Children: from the initial conference (to be checked)" },
      { kind = "cp_later", from = "2000-04-01", n = 6, unit = "month",
        source = "Working Together to Safeguard Children: from the review conference before it (to be checked)" },
    },
  },
  clauses = {
    met = "Held within the limit for this review conference",
    late = "Held later than the limit: {limits.1.n} months after the initial conference, {limits.2.n} months after each review conference",
    open = "Not held yet",
    not_shown = "The record doesn't show the day it was held, so it counts as not held",
    no_start = "The day on which the clock started is missing, so nothing can be counted",
    no_kind = "Which kind of review it was isn't said, so its limit isn't known",
    backwards = "It was held before its clock started: one of the two days is wrong",
    no_limit = "No limit is known for a conference before {limits.1.from}",
    not_applicable = "There was no such conference, or the form that was filled doesn't ask for its days",
    review = "Neither was a child protection conference: other reviews have a rule of their own",
  },
  outputs = limit.outputs("before", limit.outputs("last")),
  score = function(f, s, out)
    local events = conferences(f)
    if #events == 0 then return out:status("not_applicable", "review", "R1.kind", "R1.before.kind") end
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
      case("first on the last day, the next a day late", { "cp_later", "2025-02-28", "2025-08-29" }, { "cp_first", "2024-11-30", "2025-02-28" },
        { last_outcome = "late", last_days = 182, last_over = 1, last_limit = 6, last_unit = "month", last_due = "2025-08-28",
          before_outcome = "met", before_days = 90, before_limit = 3, before_due = "2025-02-28",
          clauses = { "met", "late" }, without = { "open" } }),
      case("first a day late, the next in time", { "cp_later", "2025-03-01", "2025-09-01" }, { "cp_first", "2024-11-30", "2025-03-01" },
        { last_outcome = "met", before_outcome = "late", before_over = 1, clauses = { "met", "late" } }),
      case("both in time", { "cp_later", "2025-02-28", "2025-08-28" }, { "cp_first", "2024-11-30", "2025-02-28" },
        { last_outcome = "met", before_outcome = "met", clauses = { "met" }, without = { "late" } }),
      case("not held yet", { "cp_first", "2025-03-06" }, no_review,
        { last_outcome = "open", last_due = "2025-06-06", last_days = "", clauses = { "open" }, without = { "not_shown" } }),
      case("looked for and not found", { "cp_first", "2025-03-06", { state = "not_evidenced" } }, no_review,
        { last_outcome = "open", clauses = { "not_shown" }, without = { "open" } }),
      case("no start", { "cp_first", nil, "2025-06-06" }, no_review, { status = "not_enough", clauses = { "no_start" }, without = { "no_kind" } }),
      case("no kind", { nil, "2025-03-06", "2025-06-06" }, no_review, { status = "not_enough", clauses = { "no_kind" }, without = { "no_start" } }),
      case("held before its start", { "cp_first", "2025-03-06", "2025-03-05" }, no_review,
        { status = "not_enough", clauses = { "backwards" }, without = { "met" } }),
      case("held on its start", { "cp_first", "2025-03-06", "2025-03-06" }, no_review,
        { last_outcome = "met", clauses = { "met" }, without = { "backwards" } }),
      case("before the limit", { "cp_first", "2000-03-31", "2000-06-05" }, no_review,
        { status = "not_applicable", clauses = { "no_limit" }, without = { "met" } }),
      case("its first day", { "cp_first", "2000-04-01", "2000-07-01" }, no_review,
        { last_outcome = "met", clauses = { "met" }, without = { "no_limit" } }),
      case("a child looked after", { "cla_later", "2025-01-10", "2025-05-05" }, { "cla_second", "2024-10-10", "2025-01-10" },
        { status = "not_applicable", clauses = { "review" }, without = { "met" } }),
      case("a conference, then looked after", { "cla_first", "2025-01-10", "2025-01-20" }, { "cp_first", "2024-10-10", "2025-01-10" },
        { before_outcome = "met", last_outcome = "", clauses = { "met" }, without = { "review" } }),
      { name = "the short form", form = "core", given = { VJ = "G" },
        expect = { status = "not_applicable", clauses = { "not_applicable" }, without = { "no_start" } } },
    }
  end,
}
