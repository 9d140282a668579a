--- S, M, A, R and T of a plan action, as proposals, by the codebook.
local words = use "lib/smart_words"
local acts = use "lib/smart_act"
local owners = use "lib/smart_owner"
local time = use "lib/smart_time"
local need = use "lib/smart_need"
local measures = use "lib/smart_measure"
local plain = use "lib/smart_plain"

local CHILD_PLANS = { cin = true, cp = true, care = true, pathway = true }
local PRACTICE_PLANS = { audit = true, service = true }

--- The outcome that the action serves; a flat row has one outcome and one action.
local function outcome_of(f)
  if f:tool() == "STD" then return f:text("plan.outcome") end
  local mark = f:text("plan.outcome_id")
  local count = f:rows("outcome")
  if not mark then
    if count == 1 and not f:text("outcome.id", 1) then return f:text("plan.outcome", 1) end
    return nil
  end
  for row = 1, count do
    local id = f:text("outcome.id", row)
    if id and id:is(mark:string()) then return f:text("plan.outcome", row) end
  end
  return nil
end

local function facts_of(f)
  local row = {
    outcome = outcome_of(f), action = f:text("plan.action"), who = f:text("plan.who"), by_when = f:text("plan.by_when"),
    measure = f:text("plan.measure"), contingency = f:text("plan.contingency"),
    plan = f:date("plan.plan_date"), review = f:date("plan.review_date"), type = f:answer("plan_type"),
  }
  row.practice = PRACTICE_PLANS[row.type] or false
  row.acts = acts.read(row.action)
  row.owner = owners.read(row.who, row.action)
  row.time = time.read(row, row.plan, row.review)
  row.aim = need.outcome(row.outcome, row.practice)
  return row
end

--- Several acts count as the weakest that matters, but as partly at least where one is specific. A further act lowers the whole only
--- where its verb is soft.
local function weakest(list)
  local best, low = 0, nil
  for _, act in ipairs(list) do
    if act.level > best then best = act.level end
  end
  for i, act in ipairs(list) do
    local matters = act.soft or act.level == best or (i == 1 and not act.negative and best < 2)
    if matters and (not low or act.level < low.level) then low = act end
  end
  if low.level < best then return 1, low, "S_bundle" end
  return low.level, low, low.why
end

local function specific(row)
  if #row.acts == 0 then return 0, "S_blank", row.action end
  local level, act, why = weakest(row.acts)
  return level, why, act.decides
end

--- Acts that are linked steps of one action. In a list of short orders every item is a step, also one whose verb no list knows.
local function steps(row)
  local count = 0
  for _, act in ipairs(row.acts) do
    if not act.noun and not act.negative then count = count + 1 end
  end
  if count < 3 then return count end
  local items, rest = 1, row.action
  local cut = rest:matches([[[;,]\s*(?:and\b)?|\band\b]])
  while cut do
    if rest:before(cut):words() >= 2 then items = items + 1 end
    rest = rest:after(cut)
    cut = rest:matches([[[;,]\s*(?:and\b)?|\band\b]])
  end
  return items >= count and 2 * count >= items and items or count
end

local function is_soft(row)
  for _, act in ipairs(row.acts) do
    if not act.soft and not act.noun and not act.negative then return false end
  end
  return true
end

local function first_hit(row, list)
  for _, field in ipairs({ "action", "by_when", "outcome", "who" }) do
    local hit = row[field] and row[field]:find(list)
    if hit then return hit end
  end
  return nil
end

--- A child who is made to look after his or her own safety.
local function child_guards_itself(row)
  local who = row.owner.decides
  if not who or not CHILD_PLANS[row.type] then return nil end
  local young = who:matches([[^\s*(?:(?-i:[A-Z])|child|yp|young person|me|i)\b[^,;/]*$]])
  if not young or row.type == "pathway" then return nil end
  local hit = row.action and row.action:find("own_safety")
  return hit
end

--- Somebody else than the owner, whom the action makes act.
local function someone_else_acts(row)
  if not row.who or row.owner.from_action or row.owner.kind ~= "people" then return nil end
  if row.acts[1] and row.acts[1].head and row.acts[1].head.passive then return nil end
  local subject = row.action and row.action:matches([[^[^,;.]{1,40}?(?=\s+(?:to|will|must|should)\s)]])
  if not subject then return nil end
  local who = row.who:lower()
  local person = words.at_start(subject, "person_owners") or words.at_start(subject, "agency_owners")
  if not person or person:length() < subject:length() - 2 then return nil end
  if string.find(who, person:lower(), 1, true) then return nil end
  if subject:has_any("role_initials") or row.who:has_any("role_initials") and row.who:words() <= 2 and subject:matches([[worker|manager|visitor|adviser|officer|head|nurse|auditor]]) then
    return nil
  end
  return person
end

--- "Parents to be supported": the owner is the one who is helped.
local function is_helped(row)
  local head = row.acts[1] and row.acts[1].head
  return head and head.passive and head.soft and head.object == head.after and row.action or nil
end

local function outside(row)
  if not row.action then return nil end
  local hit = row.action:find("outside_control")
  if hit then return hit end
  local course = row.action:find("course_words")
  if course and not row.practice and row.action:matches([[\b(?:attend|complete|finish|do|start|join|go on|go to)\b]])
    and not row.owner.decides:matches([[worker|nurse|\bsw\b|\bfsw\b|\bhv\b|visitor|\bpa\b]]) then
    return course
  end
  return nil
end

--- A decision that the row itself says is still open: "awaiting panel", "if members approve", "hearing not listed yet".
local function open_in(text)
  if not words.any(text) then return nil end
  local known = text:find("open_decisions")
  if known then return known end
  local rest = text
  local mark = rest:find("open_marks")
  while mark do
    rest = rest:after(mark)
    local decider = rest:find("deciders")
    if decider and rest:before(decider):words() <= 4 and not mark:is("with", "after", "when", "until", "waiting", "going to", "goes to") then return decider end
    mark = rest:find("open_marks")
  end
  rest = text
  local decider = rest:find("deciders")
  while decider do
    rest = rest:after(decider)
    local open = rest:find("still_open")
    if open and rest:before(open):words() <= 3 then return open end
    decider = rest:find("deciders")
  end
  return nil
end

local function open_decision(row)
  return open_in(row.action) or open_in(row.by_when) or open_in(row.outcome) or open_in(row.who)
end

local function achievable(row, level)
  local owner, count = row.owner, steps(row)
  local fallback = words.any(row.contingency)
  local open = open_decision(row)
  if open and not fallback then return "U", "A_open", open end
  local soft = is_soft(row)
  if not owner.identified and (level == 0 or soft or count > 1) then return "0", "A_nobody", row.who or row.action end
  local guards = child_guards_itself(row)
  if guards then return "0", "A_child", guards end
  local absolute = row.action and row.action:find("absolute_words")
  if absolute and (level == 0 or row.action:matches([[\b(?:guarantee|never|no further|for ever|stops)\b]])) then return "0", "A_absolute", absolute end
  local others = row.action and row.action:matches([[\b(?:make sure|ensure|makes sure|ensures)\b.{0,40}\b(?:never|stops|stop|does not|doesn't|not)\b]])
  if others then return "0", "A_absolute", others end
  if count >= 5 then return "0", "A_many", row.action end
  if not owner.identified then return "1", owner.kind == "group" and "A_group" or "A_noowner", row.who or row.action end
  if level == 0 then return "1", "A_vague", row.action end
  if count >= 3 then return "1", "A_steps", row.action end
  if not fallback and not (row.action:has_any("help_words")) then
    local hit = outside(row) or someone_else_acts(row) or is_helped(row)
    if hit then return "1", "A_leans", hit end
    local only_target = #row.acts == 1 and row.acts[1].target
    if only_target then return "1", "A_leans", row.action end
  end
  return "2", "A_able", owner.decides
end


--- How many days the act needs at least.
local function shortest(row)
  local action = row.action
  if not action then return 0 end
  local weeks = action:matches([[\b(\d+)\s*-?\s*(?:weeks?|weekly)\b(?=.*\b(?:course|programme|sessions?|work|group|lessons?)\b)]])
  if weeks then
    local number = weeks:matches([[^\d+]])
    return 7 * tonumber(number:string()), "R_impossible"
  end
  if action:matches([[\btwo[- ]year\b]]) then return 700, "R_impossible" end
  return 0
end

local SOON = { slack = 92, habit = 28, assessment = 14, policy = 28 }

local function is_habit(row)
  for _, act in ipairs(row.acts) do
    if act.head and not act.contact and act.head.verb:has_any("habit_verbs") then return true end
  end
  return false
end

--- 0: impossible, 1: tight or slack, 2: plausible, also when there is no usable date.
local function time_fits(row)
  local due, plan = row.time.day, row.plan
  if not (due and plan) or due < plan then return 2 end
  local given = day.between(plan, due)
  if shortest(row) > given then return 0 end
  local act = row.acts[1]
  if act and act.head and act.head.verb:has_any("calls_and_bookings") and given > SOON.slack then return 1 end
  if is_habit(row) and given < SOON.habit and row.time.field and not row.practice and row.action:matches([[\b(?:every|each|nights?|daily|a week)\b]]) then return 1 end
  return 2
end

--- What the acts are about, without who does them.
local function objects_of(row)
  local list = {}
  for _, act in ipairs(row.acts) do
    if act.noun or act.negative then
      table.insert(list, act.text)
    elseif act.head then
      table.insert(list, act.head.object)
      if act.head.after and act.head.after ~= act.head.object then table.insert(list, act.head.after) end
      table.insert(list, act.head.verb)
    end
  end
  return list
end

local WORRIED = [[\b(?:because|as (?:he|she|they|mum|dad|it)\b|so (?:he|she|they) can|worried about)]]

local function need_in_words(row)
  if not row.action then return nil end
  if row.practice then
    local missing = row.action:find("missing_documents")
    if missing then return missing, "R_missing" end
    for _, object in ipairs(objects_of(row)) do
      local area = object:find("practice_areas")
      if area then return area, "R_worked_out" end
    end
    return nil
  end
  local worried = row.action:matches(WORRIED)
  if worried then return worried, "R_stated" end
  for _, object in ipairs(objects_of(row)) do
    local hit = need.named(object)
    if hit then return hit, "R_worked_out" end
  end
  return nil
end

local function shares_word(row)
  local outcome, rest = row.outcome:lower(), row.action
  local word = rest:matches([[\p{L}{4,}]])
  while word do
    if string.find(outcome, string.sub(word:lower(), 1, 4), 1, true) then return true end
    rest = rest:after(word)
    word = rest:matches([[\p{L}{4,}]])
  end
  return false
end

local CHILD_IN_ACT = [[(?-i:\b[B-HJ-Z]\b(?!&))|\b(?:he|she|him|her|his|them|their|me|my|i|child|children|baby|boys?|girls?|twins|yp)\b]]

--- An errand that neither names the child nor shares a part of life or a word with the outcome.
local function is_mismatch(row)
  if not row.action or row.practice or #row.acts == 0 or row.acts[1].level < 2 then return false end
  for _, object in ipairs(objects_of(row)) do
    if object:matches(CHILD_IN_ACT) then return false end
  end
  local wanted, done = need.areas(row.outcome), need.areas(row.action)
  need.areas(row.measure, done)
  if not need.any_of(wanted) or need.shared(wanted, done) or shares_word(row) then return false end
  return need.any_of(done) or row.action:has_any("errands")
end

local function relevant(row)
  local withheld = first_hit(row, "withheld_words")
  if withheld then return "U", "R_withheld", withheld end
  local done = row.time.day and row.plan and row.time.day < row.plan and first_hit(row, "done_words")
  if done then return "0", "R_done", done end
  local fits = time_fits(row)
  if fits == 0 then return "0", "R_impossible", row.time.words end
  if row.aim == "none" then
    local hit, why = need_in_words(row)
    if not hit then return "0", "R_none", row.action end
    if why == "R_stated" then return "2", why, hit end
    return "1", why, hit
  end
  if row.aim == "slogan" then return "1", "R_slogan", row.outcome end
  if #row.acts == 0 then return "0", "R_none", row.outcome end
  if is_mismatch(row) then return "0", "R_mismatch", row.outcome end
  if row.specific == 0 or row.acts[1].target then return "1", "R_weak", row.action end
  if fits == 1 then return "1", "R_time", row.time.words end
  return "2", "R_serves", row.outcome
end

local function bound(row)
  local t = row.time
  if t.kind == "nothing" then return "0", "T_nothing", row.by_when end
  if t.day and row.plan and t.day < row.plan then return "0", "T_past", t.words end
  if t.kind == "never" then return "0", "T_never", t.words end
  if t.conflict then return "1", "T_conflict", t.words end
  if t.ongoing and t.day then return "1", "T_checkpoint", t.words end
  if t.kind == "day" then
    local late = row.review and t.day > row.review and CHILD_PLANS[row.type]
    if late and not t.checkpoint then return "1", "T_late", t.words end
    return "2", "T_date", t.words
  end
  if t.kind == "trigger" then return "2", "T_trigger", t.words end
  if t.kind == "frequency" then return "1", "T_endless", t.words end
  return "1", "T_vague", t.words
end

local NUMBERS = { ["0"] = 0, ["1"] = 1, ["2"] = 2 }

return {
  code = "plan.smart",
  title = "SMART check of plan actions",
  kind = "check",
  applies = { { tool = "PLANREC", rows = "action" }, { tool = "STD", rows = "action" } },
  needs = { "plan_type", "plan.outcome", "plan.outcome_id", "outcome.id", "plan.action", "plan.who", "plan.by_when", "plan.measure",
    "plan.contingency", "plan.plan_date", "plan.review_date" },
  lists = {},
  why = "First version",
  settings = { slack = 92, long_sentence = 30, jargon = 1 },
  clauses = {},
  outputs = {
    { "S", "0 1 2" }, { "M", "0 1 2" }, { "A", "0 1 2 U" }, { "R", "0 1 2 U" }, { "T", "0 1 2" },
    { "plain_english", "yes_no" }, { "has_owner", "yes_no" }, { "has_date", "yes_no" }, { "outcome_focused", "yes_no" },
    { "due_date_iso", "day" },
  },
  score = function(f, s, out)
    local row = facts_of(f)
    local level, why, decides = specific(row)
    row.specific = level
    out:value("S", tostring(level), why, decides or "plan.action")
    local m, m_why, m_cite = measures.read(row, level)
    out:value("M", tostring(m), m_why, m_cite or "plan.measure")
    local a, a_why, a_cite = achievable(row, level)
    out:value("A", a, a_why, a_cite or "plan.who")
    local r, r_why, r_cite = relevant(row)
    out:value("R", r, r_why, r_cite or "plan.outcome")
    local t, t_why, t_cite = bound(row)
    out:value("T", t, t_why, t_cite or "plan.by_when")
    local clear, p_why, p_cite = plain.read(row, s)
    out:value("plain_english", clear, p_why, p_cite)
    out:value("has_owner", row.owner.identified)
    out:value("has_date", row.time.day ~= nil)
    out:value("outcome_focused", row.aim == "real")
    out:value("due_date_iso", row.time.day)
  end,
}
