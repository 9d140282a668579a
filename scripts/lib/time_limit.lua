--- Limits in time: which one held on a day, and whether something was done within it. The clock: the day of the event is day zero,
--- working days count from the next working day on, and a limit in months ends on the same day of the month, or on its last day.
local limit = {}

local UNITS = "working_day calendar_day week month hour"
local DAYS = { calendar_day = 1, week = 7 }
local WORDS = { working_day = "working day", calendar_day = "day", week = "week", month = "month", hour = "hour" }

local function amount(n, unit)
  return string.format("%d %s%s", n, WORDS[unit], n == 1 and "" or "s")
end

local function held_on(row, on) return day.of(row.from) <= on and (not row.to or on <= day.of(row.to)) end

--- The row of settings that held for this kind on this day; nil when none did, or when a local limit is not set (its n is 0).
--- A table of one kind doesn't name it.
function limit.row(rows, kind, on)
  for _, row in ipairs(rows) do
    local same = not row.kind or row.kind == kind
    if same and held_on(row, on) and row.n > 0 then return row end
  end
  return nil
end

--- The last day of a limit. Hours are taken as the days they begin, since records hold days.
function limit.last_day(row, start)
  if row.unit == "working_day" then return day.add_working_days(start, row.n) end
  if row.unit == "month" then return day.add_months(start, row.n) end
  if row.unit == "hour" then return day.add(start, (row.n + 23) // 24) end
  assert(DAYS[row.unit], "the unit of a limit is working_day, calendar_day, week, month or hour")
  return day.add(start, row.n * DAYS[row.unit])
end

--- Days from one to another: working days for a limit in working days, days of the calendar for all others.
function limit.days(row, first, second)
  if row.unit == "working_day" then return day.working_days(first, second) end
  return day.between(first, second)
end

local function applies(f, event)
  if not f:asked(event.start) then return false end
  for _, question in ipairs({ event.question, event.start, event.done }) do
    if f:state(question) == "not_applicable" then return false end
  end
  return true
end

local function not_done(f, event)
  return f:state(event.done) == "not_evidenced" and "not_shown" or "open"
end

--- What became of one event, which has question, start and done (codes) and kind. Gives the clause that says it and, where it could
--- be judged, the outcome, the row of the limit and the days.
function limit.judge(f, rows, event)
  if not applies(f, event) then return { clause = "not_applicable" } end
  local start, done = f:date(event.start), f:date(event.done)
  if not start then return { clause = "no_start" } end
  if not event.kind then return { clause = "no_kind" } end
  local row = limit.row(rows, event.kind, start)
  if not row then return { clause = "no_limit" } end
  if done and done < start then return { clause = "backwards" } end
  local judged = { row = row, start = start, done = done, due = limit.last_day(row, start) }
  if done then
    judged.days = limit.days(row, start, done)
    judged.clause = done <= judged.due and "met" or "late"
    judged.over = done > judged.due and limit.days(row, judged.due, done) or 0
  else
    judged.clause = not_done(f, event)
  end
  judged.outcome = done and judged.clause or "open"
  return judged
end

--- "45 working days from 2025-03-03 end on 2025-05-08; done on 2025-05-09, 1 too late"
function limit.sentence(judged)
  local row = judged.row
  local words = string.format("%s from %s %s on %s", amount(row.n, row.unit), day.iso(judged.start), row.n == 1 and "ends" or "end",
    day.iso(judged.due))
  if not judged.done then return words .. "; no day on which it was done" end
  words = words .. "; done on " .. day.iso(judged.done)
  if judged.over == 0 then return words end
  return words .. ", " .. amount(judged.over, row.unit == "working_day" and row.unit or "calendar_day") .. " too late"
end

--- What the cells of a table of limits hold; kinds is the tokens of its kinds, nil where there is one kind only.
function limit.columns(kinds)
  local columns = { { "from", "day" }, { "to", "day?" }, { "n", "integer 0..10000" }, { "unit", UNITS }, { "source", "text" } }
  if kinds then table.insert(columns, 1, { "kind", kinds }) end
  return columns
end

--- The outputs of one event; name stands before each where a rule speaks of several.
function limit.outputs(name, list)
  local before = name and name .. "_" or ""
  list = list or {}
  table.insert(list, { before .. "outcome", "met late open" })
  table.insert(list, { before .. "days", "integer 0..40000" })
  table.insert(list, { before .. "over", "integer 0..40000" })
  table.insert(list, { before .. "limit", "integer 1..10000" })
  table.insert(list, { before .. "unit", UNITS })
  table.insert(list, { before .. "due", "day" })
  return list
end

function limit.tell(out, judged, event)
  local before = event.name and event.name .. "_" or ""
  if not judged.outcome then return out:reason(judged.clause, nil, event.question) end
  out:value(before .. "outcome", judged.outcome)
  out:value(before .. "days", judged.days)
  out:value(before .. "over", judged.over)
  out:value(before .. "limit", judged.row.n)
  out:value(before .. "unit", judged.row.unit)
  out:value(before .. "due", judged.due)
  out:reason(judged.clause, limit.sentence(judged), event.start, event.done)
end

local STATUS = { no_start = "not_enough", no_kind = "not_enough", backwards = "not_enough" }

--- Judges each event and tells what became of it. A record of which nothing could be judged isn't scored.
function limit.judge_all(f, rows, out, events)
  local scored, status, first = false, "not_applicable", nil
  for _, event in ipairs(events) do
    local judged = limit.judge(f, rows, event)
    if judged.outcome then
      scored = true
    else
      first = first or { clause = judged.clause, question = event.question }
      if STATUS[judged.clause] then
        status, first = STATUS[judged.clause], { clause = judged.clause, question = event.question }
      end
    end
    event.judged = judged
  end
  if not scored then return out:status(status, first.clause, first.question) end
  for _, event in ipairs(events) do
    if event.judged.clause ~= "not_applicable" then limit.tell(out, event.judged, event) end
  end
end

return limit
