--- How we will know: an end point or an amount, something checkable without a standard, or nothing.
local words = use "lib/smart_words"

local NUMBER = [[\b\d+(?:[.,]\d+)?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)\b]]
local SHARE = [[\b\d+\s*(?:%|per ?cent)|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:\p{L}+\s+)?(?:of|in|out of|nights in|days in|times in|mornings in|evenings in)\s+(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b]]
local MONEY = [[£\s*\d+]]
local BOUND = [[\b(?:under|over|above|below|at least|no more than|fewer than|less than|more than|or less|or more|or above|or below|on or above|up to|down from)\b]]
local NONE = [[\b(?:no|none|zero|0|nil)\b]]
local FREQUENCY = [[\b(?:every|each|nightly|daily|weekly|fortnightly|monthly|quarterly|once a|twice a|(?:two|three|four|five|six|\d) (?:times|nights|days|mornings|evenings) (?:a|each|per)|(?:a|per) (?:week|night|day|month|fortnight)|mon(?:day)?s?(?: to |-)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days|morning and night|school (?:days|nights|day)|last \p{L}+ of each|bob (?:dydd|wythnos))\b]]
local SET_FREQUENCY = [[\b(?:every|nightly|daily|weekly|fortnightly|monthly|each (?:week|day|night|morning|month|friday|monday|tuesday|wednesday|thursday|saturday|sunday)|per (?:week|day|month)|bob (?:dydd|wythnos))\b]]
local BARE_SHARE = [[\b\d+\s*%\s*(?:improvement|better|improved|compliance|reduction|increase|in timescale)?\s*$|\bimprov\p{L}+ by \d+|score of \d+|^\s*\d+\s*%\s*$]]
local AGE = [[\((?:age )?\d+\)|\baged? \d+|\d+ year|\d{1,2}[./:]\d{2}|\d{1,2}\s*(?:am|pm)|section \d+|box \d|level \d|q[1-4]|version \d|£\d+]]
local MORE = [[\b(?:more often|more regularly|regularly|regular|less often|sometimes)\b]]
local ATTENDS = [[\b(?:attend|attends|complete|completes|finish|finishes|do|does|start|starts|go on|join|goes to|go to)\b]]

local measure = {}

--- An amount with its unit: "4 of 5 mornings", "six sessions", "attendance 92%".
local function amount_in(text)
  if not words.any(text) then return nil end
  local share = text:matches(SHARE)
  if share and (not text:matches(BARE_SHARE) or text:before(share):has_any("checkable_things")) then return share end
  local rest = text
  local number = rest:matches(NUMBER)
  while number do
    local behind = rest:after(number)
    local before = rest:before(number)
    local unit = behind:find("amount_units")
    if unit and behind:before(unit):words() <= 2 and not (before:matches([[(?:age|aged|box|level|section|weeks|outcomes)\s*$]])) then
      return number
    end
    rest = behind
    number = rest:matches(NUMBER)
  end
  local level = text:matches([[\b(?:to|at) \d+\b(?!\s*(?:st|nd|rd|th|[./:]\d|am|pm|january|february|march|april|may|june|july|august|sept|oct|nov|dec))]])
  if level and text:before(level):has_any("checkable_things") then return level end
  if text:matches(BOUND) and text:matches([[\d]]) and not text:matches([[^\D*score of]]) then return text:matches(BOUND) end
  if text:matches([[\b\d+ or (?:above|less|more|below)|\b(?:at|to) \d+ degrees|\d+ points]]) then return text end
  return nil
end

--- None of something: an amount only where a record of it is kept.
local function none_in(text)
  if not words.any(text) then return nil end
  local none = text:matches(NONE)
  if none and (text:before(none):words() <= 3 or text:matches([[\b(?:zero|0)\b]])) then return none end
  return nil
end

local function frequency_in(row)
  if row.action and row.action:matches(FREQUENCY) then return row.action:matches(FREQUENCY) end
  local field = row.time.field
  if field and (field.kind == "frequency" or row.by_when:matches(SET_FREQUENCY)) then return field.words or row.by_when end
  return row.measure and row.measure:matches(SET_FREQUENCY)
end

local function is_habit(act)
  if not act.head or act.contact then return false end
  if act.head.verb:matches([[^(?:takes?|brings?)$]]) then return act.head.object:matches([[\bto (?:school|nursery|college)\b|\bon \p{L}+ rides\b|\bto the (?:mosque|church|park)\b]]) ~= nil end
  return act.head.verb:has_any("habit_verbs")
end

--- What the measure field says: level, clause, part.
local function stated(row)
  local text = row.measure
  if not words.any(text) then return nil end
  local none = none_in(text)
  if none then
    local record = text:find("kept_records") or (row.action and row.action:find("kept_records"))
    if record then return 2, "M_none_recorded", record end
    local amount = amount_in(text)
    if amount then return 2, "M_amount", amount end
    local proof = text:find("evidence_proofs")
    if proof and not proof:is("shown", "seen") then return 2, "M_proof", proof end
    return 1, "M_none_claimed", none
  end
  local amount = amount_in(text)
  if amount then return 2, "M_amount", amount end
  if text:matches(BARE_SHARE) then return 1, "M_number", text end
  local record = text:find("evidence_proofs")
  if record and not text:matches([[\b(?:improv\p{L}+|better|positive|good)\b]]) then return 2, "M_proof", record end
  local source = text:find("evidence_sources_named")
  if source then return 1, "M_source", source end
  local thing = text:find("checkable_things")
  if thing then return 1, "M_thing", thing end
  if text:has_digit() then return 1, "M_number", text end
  if words.left_over(text, { "feeling_words", "loose_objects", "person_owners", "outcome_persons", "fillers" }) then return 1, "M_thing", text end
  return 0, "M_feeling", text
end

--- What the action alone makes checkable.
local function by_action(row)
  local action = row.action
  if not words.any(action) or #row.acts == 0 then return 0, "M_nothing", action end
  local amount = amount_in(action)
  local none = none_in(action)
  if none and action:before(none):words() <= 1 then
    local record = action:find("kept_records")
    if record then return 2, "M_none_recorded", record end
  end
  if action:matches(BARE_SHARE) and not amount then return 1, "M_number", action end
  local best, why, part, soft = 0, "M_nothing", action, nil
  for _, act in ipairs(row.acts) do
    local level, clause, cite = 0, "M_nothing", act.decides
    if act.target then
      level, clause = 2, "M_amount"
    elseif act.noun then
      local thing = act.text:find("checkable_products") or act.text:find("checkable_things") or (act.level > 0 and act.decides)
      if thing then level, clause, cite = 1, "M_noun", thing end
    elseif act.negative then
      level, clause = 1, "M_none_claimed"
      if not act.head or (act.level == 0 and not act.text:has_any("checkable_things")) then level, clause = 0, "M_nothing" end
    elseif act.soft then
      local thing = act.text:find("checkable_things") or (act.pinned and act.head.object:find("checkable_products"))
      if thing and act.level > 0 then level, clause, cite = 1, "M_thing", thing end
      if act.level > 0 and amount then level, clause, cite = 2, "M_amount", amount end
    elseif act.level == 0 then
      level, clause = 0, "M_nothing"
    elseif frequency_in(row) then
      level, clause, cite = 2, "M_frequency", frequency_in(row)
    elseif amount then
      level, clause, cite = 2, "M_amount", amount
    elseif is_habit(act) and not act.pinned then
      level, clause = 1, "M_habit"
    elseif is_habit(act) and not act.text:has_any("checkable_products") and not row.due_once then
      level, clause = 1, "M_habit"
    elseif act.text:matches(MORE) then
      level, clause, cite = 1, "M_habit", act.text:matches(MORE)
    elseif act.level == 2 then
      level, clause = 2, "M_task"
    elseif act.contact or (act.text:has_any("course_words") and act.text:matches(ATTENDS)) or act.text:matches([[\b(?:training|workshop)\b]]) then
      level, clause = 2, "M_task"
      if act.level == 1 and act.head.verb:is("discuss", "discussed", "be discussed", "ask", "asks") then level, clause = 1, "M_thing" end
    elseif act.head.verb:has_any("attending_verbs") and not act.head.object:matches([[\b(?:appointments|meetings|sessions|reviews|visits|groups)\b]]) then
      level, clause = 2, "M_task"
    elseif act.level == 1 then
      level, clause = 1, "M_loose"
    end
    if level > best then best, why, part = level, clause, cite end
    if act.soft and level < 2 then soft = act end
  end
  if best == 2 and soft and why == "M_task" then return 1, "M_bundle", soft.decides end
  return best, why, part
end

--- The better of what the measure and the action say.
function measure.read(row)
  local a_level, a_why, a_part = by_action(row)
  local level, why, part = stated(row)
  if level and #row.acts == 0 and level == 2 then return 0, "M_nothing", part end
  if not level or a_level > level then return a_level, a_why, a_part end
  return level, why, part
end

return measure
