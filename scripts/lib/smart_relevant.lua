--- Relevant: does the act serve a need that is stated, in a time in which it can be done?
local words = use "lib/smart_words"
local need = use "lib/smart_need"

local WEEKS = [[\b(?:\d+|six|eight|ten|twelve|twenty)(?=\s*-?\s*(?:weeks?|weekly|wks?)\b.*\b(?:course|programme|program|]]
  .. [[sessions?|work|group|lessons?)\b)]]
local IN_FIGURES = { six = 6, eight = 8, ten = 10, twelve = 12, twenty = 20 }
local POLICY = [[\b(?:new|write|draft|develop)\b.{0,30}\b(?:policy|strategy|protocol|procedure)\b|\b(?:commission|recruit|appoint)\b]]
local YEARS = [[\b(?:two|three|2|3)[- ]years?\b(?=.*\b(?:course|programme|degree|apprenticeship)\b)]]
local AGAIN = [[\b(?:every|each|nights?|nightly|daily|a week)\b]]
local ALREADY = [[^\s*(?:already|done|completed)\b]]
local WHICH_CHILD = [[\(\s*or (?-i:[A-Z])\p{L}*\s*\??\s*\)]]
local BEFORE_MEETING = [[\b(?:review|conference|meeting|core group|board)\b]]
local WORRIED = [[\b(?:because|as (?:he|she|they|mum|dad|it)\b|so (?:he|she|they) can|worried about)]]
local CHILD_IN_ACT = [[(?-i:\b[B-HJ-Z]\b(?!&))|\b(?:he|she|him|them|me|i|child|children|baby|boys?|girls?|twins|yp)\b]]
local LONG_WORD = [[\p{L}{4,}]]
local YEAR = 365
local POLICY_DAYS = 28

local relevant = {}

--- Days that the act needs at the very least.
local function days_needed(action)
  if not words.any(action) then return 0 end
  local weeks = action:matches(WEEKS)
  if weeks then return 7 * (IN_FIGURES[weeks:lower()] or tonumber(weeks:string())) end
  return action:matches(YEARS) and YEAR or 0
end

local function is_habit(row)
  for _, act in ipairs(row.acts) do
    if act.head and not act.contact and act.head.verb:has_any("habit_verbs") then return row.action:matches(AGAIN) ~= nil end
  end
  return false
end

--- "impossible", "stretched" (tight or slack) or "plausible", which it also is without a usable date.
local function time_given(row, s)
  local due, plan = row.time.day, row.plan
  if not (due and plan) or due < plan then return "plausible" end
  local days = day.between(plan, due)
  if days_needed(row.action) > days then return "impossible" end
  if row.practice and days < POLICY_DAYS and row.action and row.action:matches(POLICY) then
    return 2 * days < POLICY_DAYS and "impossible" or "stretched"
  end
  local head = row.acts[1] and row.acts[1].head
  local errand = head and (head.verb:has_any("calls_and_bookings") or head.verb:is("book", "books", "refer", "apply", "apply for"))
  local again = (row.action and row.action:matches(AGAIN)) or (row.by_when and row.by_when:matches(BEFORE_MEETING))
  if errand and days > s.slack_days and not again then return "stretched" end
  if days < s.habit_days and not row.practice and is_habit(row) then return "stretched" end
  return "plausible"
end

--- What the acts are about, without who does them.
local function objects_of(row)
  local list = {}
  for _, act in ipairs(row.acts) do
    local head = act.head
    if act.contact then
      if act.pinned then table.insert(list, act.pinned) end
    elseif head and head.subject and not (head.passive or act.negative) then
      table.insert(list, act.text:after(head.subject))
    else
      table.insert(list, act.text)
    end
  end
  return list
end

local function practice_need(row)
  local missing = row.action:find("missing_documents")
  if missing then return missing, "R_missing" end
  local first = row.acts[1]
  local complains = #row.acts == 1 and first.negative and not first.head and words.any(first.text:before(first.decides))
  if complains then return first.text, "R_worked_out" end
  local setting = first and first.contact
  for _, object in ipairs(objects_of(row)) do
    local area = object:find("practice_areas")
    local place = area and area:has_any("meeting_places") and (setting or object:before(area):matches([[\b(?:in|at)\s+(?:\p{L}+\s+)?$]]))
    if area and not place then return area, "R_worked_out" end
    local harm = object:find("need_safety")
    if harm then return harm, "R_worked_out" end
  end
  return nil
end

--- A need in the action's own words, where no outcome is stated.
local function need_in_words(row)
  if not words.any(row.action) then return nil end
  if row.practice then return practice_need(row) end
  local worried = row.action:matches(WORRIED)
  if worried then return worried, "R_reason" end
  for _, object in ipairs(objects_of(row)) do
    local named = need.named(object)
    if named then return named, "R_worked_out" end
  end
  return nil
end

local function shares_word(outcome, action)
  local plain, rest = outcome:lower(), action
  local word = rest:matches(LONG_WORD)
  while word do
    if string.find(plain, string.sub(word:lower(), 1, 4), 1, true) then return true end
    rest = rest:after(word)
    word = rest:matches(LONG_WORD)
  end
  return false
end

--- An errand that neither names the child nor shares a part of life or a word with the outcome.
local function is_mismatch(row)
  local first = row.acts[1]
  if row.practice or not first or first.level < 2 then return false end
  if not row.action:has_any("errands") or (row.measure and row.measure:matches(CHILD_IN_ACT)) then return false end
  for _, object in ipairs(objects_of(row)) do
    if object:matches(CHILD_IN_ACT) then return false end
  end
  if row.outcome:has_any("need_home", "need_independence") then return false end
  return not need.shared(need.areas(row.outcome), need.areas(row.action)) and not shares_word(row.outcome, row.action)
end

--- The action only says the outcome again: "L to stop running away" for "L stops running away".
local function only_repeats(row)
  local outcome, rest = row.outcome:lower(), row.action
  local word = rest:matches(LONG_WORD)
  while word do
    if not string.find(outcome, string.sub(word:lower(), 1, 4), 1, true) then return false end
    rest = rest:after(word)
    word = rest:matches(LONG_WORD)
  end
  return true
end

local function serves_nothing(row)
  local first = row.acts[1]
  if first.target or first.noun then return row.specific == 0 or first.target end
  return row.specific == 0 and (not first.negative or only_repeats(row))
end

local function find_in(row, list)
  for _, field in ipairs({ "action", "outcome", "by_when", "measure" }) do
    local hit = row[field] and row[field]:find(list)
    if hit then return hit end
  end
  return nil
end

local function without_outcome(row)
  local named, clause = need_in_words(row)
  if not named then return "0", "R_none", row.action end
  return clause == "R_reason" and "2" or "1", clause, named
end

--- Level, clause and the words that decided.
function relevant.read(row, s)
  local withheld = find_in(row, "withheld_words") or (row.outcome and row.outcome:matches(WHICH_CHILD))
    or (row.action and row.action:matches(WHICH_CHILD))
  if withheld then return "U", "R_withheld", withheld end
  local past = row.time.day and row.plan and row.time.day < row.plan
  local withdrawn = row.by_when and row.by_when:matches(ALREADY)
  local done = withdrawn or (past and find_in(row, "done_words"))
  if done then return "0", "R_done", done end
  local time = time_given(row, s)
  if time == "impossible" then return "0", "R_impossible", row.time.words end
  if row.aim == "none" then return without_outcome(row) end
  if row.aim == "slogan" then return "1", "R_slogan", row.outcome end
  if #row.acts == 0 then return "0", "R_none", row.outcome end
  if is_mismatch(row) then return "0", "R_mismatch", row.outcome end
  if serves_nothing(row) then return "1", "R_weak", row.action end
  if time == "stretched" then return "1", "R_time", row.time.words end
  return "2", "R_serves", row.outcome
end

return relevant
