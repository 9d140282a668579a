--- By when: the by-when field first, then what the action and the measure say.
local words = use "lib/smart_words"

local time = {}

local LED = [[\b(?:by|before|no later than|until)\s*(?:the\s+)?$]]

local function resolve(text, plan, review, field)
  if not words.any(text) then return nil end
  local due = day.resolve(text, { plan = plan, review = review, field = field })
  due.text = text
  return due
end

--- Another deadline in the action than the by-when field gives.
local function conflicts(due, elsewhere, action)
  if not (due and due.day and elsewhere and elsewhere.day and elsewhere.words) then return false end
  return elsewhere.kind == "day" and elsewhere.day ~= due.day and not elsewhere.weekday_only
    and action:before(elsewhere.words):matches(LED) ~= nil and elsewhere.words:has_digit()
end

local STRENGTH = { nothing = 0, never = 1, vague = 2, impossible = 2, frequency = 2, trigger = 3, day = 4 }

local function stronger(a, b)
  if not a then return b end
  if not b then return a end
  return STRENGTH[b.kind] > STRENGTH[a.kind] and b or a
end

--- What the row says about time. plan and review: days or nil.
function time.read(row, plan, review)
  local field = resolve(row.by_when, plan, review, true)
  local action = resolve(row.action, plan, review, false)
  local measure = resolve(row.measure, plan, review, false)
  local due = field
  if not field or STRENGTH[field.kind] < STRENGTH.vague or (field.kind == "frequency" and action and action.kind == "day") then
    due = stronger(stronger(field, action), measure and measure.kind == "day" and measure or nil)
  end
  local result = { kind = due and due.kind or "nothing", day = due and due.day, due = due, field = field }
  result.ongoing = field ~= nil and field.ongoing
  result.checkpoint = (field and field.checkpoint) or (action and action.checkpoint) or false
  result.conflict = (field and field.conflicting) or conflicts(field, action, row.action)
  result.words = due and (due.words or due.text)
  return result
end

return time
