--- A plan as its actions tell it: for each its outcome, owner, date, and whether a family could follow it.
local words = use "lib/smart_words"
local owners = use "lib/smart_owner"
local time = use "lib/smart_time"
local need = use "lib/smart_need"
local plain = use "lib/smart_plain"

local PRACTICE_PLANS = { audit = true, service = true }

local parts = {}

--- Outcomes of a written plan: text, mark, whether the child's safety is at stake, and how many actions serve it.
local function outcomes_of(f)
  local outcomes = {}
  for place = 1, f:rows("outcome") do
    table.insert(outcomes, { text = f:text("plan.outcome", place), mark = f:text("outcome.id", place), place = place, actions = 0,
      safety = f:answer("outcome.safety", place) == "yes" })
  end
  return outcomes
end

--- Which of them an action serves; in a plan of one unmarked outcome it is that one.
local function served(outcomes, mark)
  if not mark then return #outcomes == 1 and not outcomes[1].mark and outcomes[1] or nil end
  for _, outcome in ipairs(outcomes) do
    if outcome.mark and outcome.mark:is(mark:string()) then return outcome end
  end
  return nil
end

local function read_action(f, row, number, plan, s)
  local action = {
    number = number, type = plan.type, action = row:text("plan.action"), who = row:text("plan.who"),
    by_when = row:text("plan.by_when"), measure = row:text("plan.measure"), contingency = row:text("plan.contingency"),
    plan = row:date("plan.plan_date"), review = row:date("plan.review_date"),
  }
  if f:tool() == "STD" then
    action.outcome = row:text("plan.outcome")
  else
    action.serves = served(plan.outcomes, row:text("plan.outcome_id"))
    action.outcome = action.serves and action.serves.text
    if action.serves then action.serves.actions = action.serves.actions + 1 end
  end
  action.owner = owners.read(action.who, action.action)
  action.day = time.read(action).day
  action.focused = need.outcome(action.outcome, plan.practice) == "real"
  action.clear = plain.read(action, s)
  action.lead = row:text("plan.lead")
  return action
end

--- { type, practice, outcomes, actions }
function parts.read(f, s)
  local plan = { type = f:answer("plan_type"), outcomes = {}, actions = {} }
  plan.practice = PRACTICE_PLANS[plan.type] or false
  if f:tool() ~= "STD" then plan.outcomes = outcomes_of(f) end
  for row, number in f:each("action") do
    if words.any(row:text("plan.action")) then table.insert(plan.actions, read_action(f, row, number, plan, s)) end
  end
  return plan
end

--- How many of the actions a test holds for, and the first it doesn't.
function parts.count(plan, holds)
  local held, first = 0, nil
  for _, action in ipairs(plan.actions) do
    if holds(action) then held = held + 1 else first = first or action end
  end
  return held, first
end

return parts
