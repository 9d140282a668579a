--- Time-bound: the by-when field first, then what the action and the measure say.
local words = use "lib/smart_words"

local CHILD_PLANS = { cin = true, cp = true, care = true, pathway = true }
local LED = [[\b(?:by|before|no later than|until)\s*(?:the\s+)?$]]
local SO_MANY = [[(?:\b(?:\d+|once|twice|two|three|four|five|six|seven|\p{L}+ times)|£\s*\d+)\s*(?:\p{L}+\s+){0,2}$]]
local FOR_EACH = [[\b(?:same|next) (?:working )?day (?:as|of|each|every|that|if|when|whenever)\b|\b(?:each|]]
  .. [[every) time\b.{0,80}\bsame day\b]]
local MONTH_REVIEW = [[^\s+(?:\p{L}+\s+)?(?:review|conference|meeting)\b]]
local RELATIVE = [[^(?:within|in)\b|\b(?:days|weeks|months)$]]
local AROUND_THE_CLOCK = [[^\s*24\s*/\s*7\b]]
local ONLY_STARTS = [[^\s*(?:start|starts|to start|begin|begins|beginning)\s+(?!.*\b(?:until|till|to|end|ends|by|for)\b)|]]
  .. [[^\s*\d+ hours?\s*$]]
local TEAM_MEETING = [[\b(?:team|staff|managers['’]?|management) meeting\b]]
local UNDATED_EVENT = [[\bannual review\b|\b(?:next|this|following) (?:month|week|term)['’]s\b]]
local ITS_LENGTH = [[\bforthwith\b|\b(?:length|duration|lifetime|rest) of\b|^\s*(?:at )?(?:the )?next (?!to\b)\p{L}+(?: \p{L}+)?\s*$]]
local WITHIN_EACH = [[\bwithin (?:\d+|an?|one|two|half an) (?:minutes?|mins|hours?|hrs?)\b.*\b(?:each|every|of|if|when|whenever)\b]]
local FIRST_DATED = [[^\s*(?:by |on )?\d(?!.*\b(?:from|start\p{L}*|check\p{L}*|review\p{L}*)\b).*\band ongoing\b]]
local YESTERDAY = [[^\s*yesterday\b]]
local SCHOOL_DAYS = [[\bschool (?:days|weeks)\b]]
local REVIEW_NEAR = 31
local STRENGTH = { nothing = 0, never = 1, vague = 2, impossible = 2, frequency = 2, trigger = 3, day = 4 }

local time = {}

local resolve
resolve = function(row, text, field)
  if not words.any(text) then return nil end
  local due = day.resolve(text, { plan = row.plan, review = row.review, field = field })
  due.text = text
  if due.day and due.words and due.words:is("a week", "a day", "a month") and text:before(due.words):matches(SO_MANY) then
    local rest = resolve(row, text:after(due.words), field)
    if rest and rest.day and not rest.checkpoint then return rest end
    return { kind = "frequency", text = text, words = due.words, checkpoint = due.checkpoint }
  end
  if due.day and due.words and due.words:matches(SCHOOL_DAYS) then return { kind = "vague", text = text, words = due.words } end
  if field and text:matches(AROUND_THE_CLOCK) then return { kind = "never", text = text, words = text } end
  if field and text:matches(UNDATED_EVENT) and not text:has_digit() then return { kind = "vague", text = text, words = text } end
  if field and not due.day and text:matches(WITHIN_EACH) then return { kind = "trigger", text = text, words = text } end
  if field and due.day and text:matches(FIRST_DATED) then due.both = true end
  if field and not due.day and text:matches(ITS_LENGTH) then return { kind = "vague", text = text, words = text } end
  if field and row.plan and text:matches(YESTERDAY) then return { kind = "day", day = row.plan - 1, text = text, words = text } end
  if field and due.day and text:matches(ONLY_STARTS) then return { kind = "vague", text = text, words = text } end
  local undated = field and due.day and not text:has_digit() and text:matches(TEAM_MEETING)
  if undated then return { kind = "vague", text = text, words = text } end
  if field and not due.day and text:matches(FOR_EACH) then due.kind = "trigger" end
  local of_review = due.day and due.words and row.review and text:after(due.words):matches(MONTH_REVIEW)
  if of_review and due.day >= row.review and due.day - row.review < REVIEW_NEAR then due.day = row.review end
  return due
end

local function stronger(a, b)
  if not (a and b) then return a or b end
  return STRENGTH[b.kind] > STRENGTH[a.kind] and b or a
end

--- The action gives another date as its deadline than the by-when field does.
local function conflicts(field, action)
  if not (field and field.day and action and action.kind == "day" and action.words) then return false end
  return action.day ~= field.day and action.words:has_digit() and action.text:before(action.words):matches(LED) ~= nil
end

--- "Seen in 20 working days" in the words of an act that never ends is a standard, not a deadline.
local function without_standard(due)
  if due and due.words and due.words:matches(RELATIVE) then return nil end
  return due
end

--- What the row says about time: kind, day (nil when there is none), words that decided, ongoing, checkpoint, conflict.
function time.read(row)
  local field, action, measure = resolve(row, row.by_when, true), resolve(row, row.action, false), resolve(row, row.measure, false)
  local due = field
  local open_frequency = field and field.kind == "frequency" and action and action.kind == "day"
  if field and STRENGTH[field.kind] < STRENGTH.vague then
    action, measure = without_standard(action), without_standard(measure)
  end
  if not field or STRENGTH[field.kind] < STRENGTH.vague or open_frequency then
    due = stronger(stronger(field, action), measure and measure.kind == "day" and measure or nil)
  end
  --- A check on the way is no deadline of what is ongoing.
  local open_end = due and due == field and due.day and due.ongoing and not due.both
  return {
    kind = open_end and "checked" or due and due.kind or "nothing", day = due and not open_end and due.day or nil, field = field,
    words = due and due.kind ~= "nothing" and (due.words or due.text) or nil,
    ongoing = field and field.ongoing, both = due and due.both,
    checkpoint = (field and field.checkpoint) or (action and action.checkpoint),
    conflict = (field and field.conflicting) or conflicts(field, action),
  }
end

local function dated(row, t)
  if row.plan and t.day < row.plan then return "0", "T_past" end
  if t.conflict then return "1", "T_conflict" end
  if t.both then return "1", "T_checkpoint" end
  local late = row.review and t.day > row.review and CHILD_PLANS[row.type]
  if late and not t.checkpoint then return "1", "T_late" end
  return "2", "T_date"
end

local UNDATED = {
  nothing = { "0", "T_nothing" }, never = { "0", "T_never" }, vague = { "1", "T_vague" }, impossible = { "1", "T_impossible" },
  frequency = { "1", "T_endless" }, checked = { "1", "T_checkpoint" }, trigger = { "2", "T_trigger" },
}

--- Level, clause and the words that decided.
function time.bound(row)
  local t = row.time
  if t.day then
    local level, clause = dated(row, t)
    return level, clause, t.words
  end
  local found = UNDATED[t.kind]
  return found[1], found[2], t.words
end

return time
