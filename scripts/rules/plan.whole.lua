--- A whole plan: is it more than a list of actions, who and by when, what if it doesn't work, could the family follow it.
local words = use "lib/smart_words"
local parts = use "lib/plan_parts"

local function percent(part, whole) return 100 * part // whole end

--- What happens if it doesn't work: a fallback or a consequence. To talk about it at the review is none.
local function fallback_of(action)
  local written = action.contingency
  if words.any(written) and words.left_over(written, { "no_contingency", "fillers" }) then return written end
  local measure = action.measure
  return words.any(measure) and measure:find("fallback_words") or nil
end

--- A person as one name for all ways of writing it: "Social worker" and "SW".
local function person_of(s, action)
  local first = words.any(action.lead) and action.lead or action.owner.people[1]
  if not first then return nil, nil end
  for _, same in ipairs(s.same_person) do
    if first:has_any(same.list) then return same.person, same.person end
  end
  local letters = first:matches([[\p{L}[\p{L}'’ -]*]])
  return letters and letters:lower(), letters and letters:string()
end

--- The person who holds most of the actions, and how many.
local function busiest(s, plan)
  local held, most, name, at = {}, 0, nil, nil
  for _, action in ipairs(plan.actions) do
    local person, written = person_of(s, action)
    if person then
      held[person] = (held[person] or 0) + 1
      if held[person] > most then most, name, at = held[person], written, action end
    end
  end
  return most, name, at
end

local function share_one_day(plan)
  for _, action in ipairs(plan.actions) do
    if not action.day or action.day ~= plan.actions[1].day then return false end
  end
  return true
end

local function share(out, output, plan, holds, clauses, question)
  local held, first = parts.count(plan, holds)
  out:value(output, percent(held, #plan.actions), first and clauses[2] or clauses[1], first and { question, first.number })
end

--- Outcomes and actions that miss each other.
local function check_links(plan, s, out)
  local linked, loose = parts.count(plan, function(action) return words.any(action.outcome) end)
  local without = #plan.actions - linked
  out:value("without_outcome", percent(without, #plan.actions))
  if loose then out:flag("PF2", "PF2", { "plan.action", loose.number }) end
  if 100 * without >= s.list_share * #plan.actions then out:flag("PF3", "PF3", loose and { "plan.action", loose.number }) end
  for _, outcome in ipairs(plan.outcomes) do
    if outcome.actions == 0 and words.any(outcome.text) then out:flag("PF1", "PF1", outcome.text) end
  end
  local focused = parts.count(plan, function(action) return action.focused end)
  out:value("action_list_only", focused == 0, focused == 0 and "list_only" or "for_the_child")
end

--- What if it doesn't work: for the plan, and for each action that serves the child's safety.
local function check_contingency(f, plan, out)
  local whole = f:text("plan_contingency")
  if words.any(whole) and not words.left_over(whole, { "no_contingency", "fillers" }) then whole = nil end
  local covered, _ = parts.count(plan, function(action) return fallback_of(action) ~= nil end)
  local any = words.any(whole) or covered > 0
  out:value("contingency", any, any and "fallback" or "no_fallback")
  for _, action in ipairs(plan.actions) do
    local bare = action.serves and action.serves.safety and not words.any(whole) and not fallback_of(action)
    if bare then out:flag("PF5", "PF5", action.outcome, { "plan.action", action.number }) end
  end
end

local function check_people_and_days(plan, s, out)
  share(out, "owned", plan, function(action) return action.owner.identified end, { "owned", "not_owned" }, "plan.who")
  share(out, "dated", plan, function(action) return action.day ~= nil end, { "dated", "not_dated" }, "plan.by_when")
  if #plan.actions < s.few then return end
  if share_one_day(plan) then out:flag("PF4", "PF4", { "plan.by_when", plan.actions[1].number }) end
  local most, name, at = busiest(s, plan)
  if 100 * most > s.one_person_share * #plan.actions then
    out:flag("PF7", { "PF7", string.format("%s holds %d of %d actions", name, most, #plan.actions) }, { "plan.who", at.number })
  end
end

local function check_measures(plan, out)
  if plan.practice then return end
  for _, action in ipairs(plan.actions) do
    if words.any(action.measure) and action.measure:has_any("child_measures") then return end
  end
  out:flag("PF6", "PF6", { "plan.measure", plan.actions[1].number })
end

local function check_wording(plan, s, out)
  local clear, hard = parts.count(plan, function(action) return action.clear end)
  local friendly = 100 * clear >= s.plain_share * #plan.actions
  out:value("plain", percent(clear, #plan.actions))
  out:value("family_friendly", friendly, friendly and "plain" or "not_plain", hard and { "plan.action", hard.number })
end

--- Does a question say in every row what it said in the record before? Capitals and white space around don't count.
local function is_unchanged(f, question, was)
  for row = 1, math.max(#was, f:rows("action"), f:rows("outcome")) do
    local now, before = f:text(question, row), was[row] or nil
    local written = now ~= nil and not now:blank()
    if written ~= (before ~= nil) then return false end
    if before and not now:is(before) then return false end
  end
  return true
end

--- Is it the plan before, word for word? A plan whose dates alone were moved is the same plan.
local function check_before(f, plan, s, out)
  for _, action in ipairs(plan.actions) do
    local pointer = action.action:find("as_before")
    if pointer then return out:flag("PF8", "PF8_pointer", pointer) end
  end
  local before = f:previous()
  if not before then return end
  for _, q in ipairs(s.compared) do
    if not is_unchanged(f, q.question, before[q.question] or {}) then return end
  end
  out:flag("PF8", { "PF8", "PF8: it is the one of " .. day.iso(before.day) .. ", word for word but for its dates" },
    { "plan.action", plan.actions[1].number })
end

--- Examples: an outcome is "mark | text" with ! behind the mark where safety is at stake; an action is
--- "mark | action | who | by when | measure | contingency". A plan of Monday 3 March 2025, reviewed on Monday 2 June 2025.
local function cells(line)
  local list, from = {}, 1
  while true do
    local at = string.find(line, " | ", from, true)
    local cell = string.sub(line, from, at and at - 1 or -1)
    table.insert(list, cell)
    if not at then return list end
    from = at + 3
  end
end

local function filled(cell) return cell ~= "-" and cell or nil end

local function outcome_row(line)
  local cell = cells(line)
  local safe = string.sub(cell[1], -1) == "!"
  return { ["outcome.id"] = safe and string.sub(cell[1], 1, -2) or cell[1], ["plan.outcome"] = cell[2],
    ["outcome.safety"] = safe and "yes" or "no" }
end

local function action_row(line)
  local cell = cells(line)
  return { ["plan.outcome_id"] = filled(cell[1]), ["plan.action"] = cell[2], ["plan.who"] = filled(cell[3]),
    ["plan.by_when"] = filled(cell[4]),
    ["plan.measure"] = filled(cell[5]), ["plan.contingency"] = cell[6] and filled(cell[6]) }
end

local function rows_of(outcomes, actions)
  local rows = { OUTCOMES = {}, ACTIONS = {} }
  for _, line in ipairs(outcomes) do table.insert(rows.OUTCOMES, outcome_row(line)) end
  for _, line in ipairs(actions) do table.insert(rows.ACTIONS, action_row(line)) end
  return rows
end

local function example(name, outcomes, actions, expect, whole)
  local rows = rows_of(outcomes, actions)
  return { name = name, tool = "PLANREC", day = "2025-03-03", rows = rows, expect = expect,
    given = { plan_type = "cp", plan_contingency = whole, ["plan.plan_date"] = "2025-03-03", ["plan.review_date"] = "2025-06-02" } }
end

--- The same beside a plan of December.
local function after(before_outcomes, before_actions, name, outcomes, actions, expect)
  local case = example(name, outcomes, actions, expect)
  case.previous = { day = "2024-12-02", given = { plan_type = "cp" }, rows = rows_of(before_outcomes, before_actions) }
  return case
end

return {
  code = "plan.whole",
  title = "The plan as a whole",
  kind = "check",
  applies = { "PLANREC", "STD" },
  needs = { "plan_type", "plan_contingency", "plan.outcome", "plan.outcome_id", "outcome.id", "outcome.safety", "plan.action", "plan.who",
    "plan.lead", "plan.by_when", "plan.measure", "plan.contingency", "plan.plan_date", "plan.review_date" },
  lists = {
    "adult_aims", "agency_owners", "allocated_worker", "as_before", "checkable_products", "checkable_things", "child_measures",
    "concrete_verbs", "everyday_acronyms", "fallback_words", "family_members", "feeling_words", "fillers", "finite_verbs",
    "holidays.england", "inner_states", "jargon", "light_verbs", "loose_objects", "need_family", "need_food", "need_health", "need_home",
    "need_identity", "need_independence", "need_leisure", "need_mind", "need_money", "need_parenting", "need_safety", "need_school",
    "need_sleep", "need_substances", "negatives", "no_contingency", "outcome_persons", "papers", "people_named", "person_owners",
    "places", "practice_subjects", "process_words", "role_acronyms", "role_initials", "role_nouns", "slogans", "soft_verbs", "welsh_words"
  },
  history = true,
  why = "First version",
  columns = {
    compared = { { "question", "question" } },
    same_person = { { "person", "text" }, { "list", "allocated_worker family_members people_named person_owners role_nouns" } },
  },
  settings = {
    list_share = 50,
    one_person_share = 60,
    plain_share = 80,
    few = 3,
    long_sentence = 30,
    hard_words = 1,
    compared = {
      { question = "plan.outcome" },
      { question = "plan.action" },
      { question = "plan.who" },
      { question = "plan.measure" },
      { question = "plan.contingency" },
    },
    same_person = { { person = "The social worker", list = "allocated_worker" } },
  },
  clauses = {
    list_only = "An action list only: no action serves an outcome that says what will be different for the child",
    for_the_child = "At least one action serves an outcome that says what will be different for the child",
    owned = "Every action names one or two people, or one who leads",
    not_owned = "Some actions name nobody, an agency or a crowd",
    dated = "Every action has a time that comes out as a day",
    not_dated = "Some actions have no time that comes out as a day",
    fallback = "It says what happens if the plan does not work",
    no_fallback = "Nothing says what happens if the plan does not work",
    plain = "The family could follow it: at least {plain_share} % of the actions are in plain English",
    not_plain = "The family could not follow it: fewer than {plain_share} % of the actions are in plain English",
    PF1 = "PF1: an outcome has no action",
    PF2 = "PF2: an action serves no outcome",
    PF3 = "PF3: at least {list_share} % of the actions serve no outcome",
    PF4 = "PF4: all actions are due on the same day",
    PF5 = "PF5: an action for the child's safety has no contingency",
    PF6 = "PF6: nothing is measured through the child",
    PF7 = "PF7: one person holds more than {one_person_share} % of the actions",
    PF8 = "PF8: it is the plan before, word for word but for its dates",
    PF8_pointer = "PF8: an action points to the plan before, in place of saying what is to be done",
    empty = "No action is written",
  },
  outputs = {
    { "actions", "integer 0..200" },
    { "action_list_only", "yes_no" },
    { "without_outcome", "integer 0..100" },
    { "owned", "integer 0..100" },
    { "dated", "integer 0..100" },
    { "contingency", "yes_no" },
    { "plain", "integer 0..100" },
    { "family_friendly", "yes_no" },
    { "PF1", "yes_no" }, { "PF2", "yes_no" }, { "PF3", "yes_no" }, { "PF4", "yes_no" },
    { "PF5", "yes_no" }, { "PF6", "yes_no" }, { "PF7", "yes_no" }, { "PF8", "yes_no" },
  },
  score = function(f, s, out)
    local plan = parts.read(f, s)
    if #plan.actions == 0 then return out:status("not_applicable", "empty") end
    out:value("actions", #plan.actions)
    check_links(plan, s, out)
    check_people_and_days(plan, s, out)
    check_contingency(f, plan, out)
    check_measures(plan, out)
    check_wording(plan, s, out)
    check_before(f, plan, s, out)
  end,
  examples = function()
    local ring = "o1! | Before coming Dad rings Gran; if he has been drinking he stays at his flat | Dad (lead), Gran | 2 June 2025 | "
      .. "Gran's diary, the children's words at each visit. If once: review within 2 days"
    local rota = "o1! | Mum to be supervised with the baby at all times | Family | from 3 March | written rota | -"
    ring, rota = "o1" .. string.sub(ring, 4), "o1" .. string.sub(rota, 4)
    local safe = "o1! | Baby never alone with an adult who is drunk"
    local weekly = "o2 | SW to visit weekly | SW | weekly | visit note, child seen alone"
    local teeth = { "o1 | She eats without toothache" }
    local book = "o1 | Mum books the dentist | Mum | 14 March 2025 | Appointment card seen"
    local walk = "o1 | Gran takes him to the dentist | Gran | 28 March 2025 | He says it no longer hurts | Aunt takes him if Gran is ill"
    return {
      example("five actions, three outcomes", { safe, "o2 | Known and seen by somebody who listens", "o3 | Grows well" },
        { ring, rota, weekly, "o2 | Regular visits by SW | SW | regular | visit notes",
          "- | HV to weigh baby | HV | 10 March 2025 | plotted" },
        { actions = 5, action_list_only = false, without_outcome = 20, owned = 80, dated = 40, contingency = true, PF1 = true, PF2 = true,
          PF3 = "", PF4 = "", PF5 = true, PF6 = "", PF7 = "",
          clauses = { "PF1", "PF2", "PF5", "for_the_child", "not_owned", "not_dated", "fallback", "plain" },
          without = { "PF3", "PF4", "PF6", "PF7", "list_only", "no_fallback", "not_plain" } }),
      example("everything in its place", teeth, { book, walk },
        { without_outcome = 0, owned = 100, dated = 100, plain = 100, family_friendly = true,
          clauses = { "owned", "dated", "fallback", "plain", "for_the_child" },
          without = { "PF1", "PF2", "PF3", "PF4", "PF5", "PF6", "PF7", "not_owned", "not_dated" } }),
      example("a list of actions", {}, { "- | Continue to support the family | SW | ongoing", "- | Chronology | SW | TBC" },
        { action_list_only = true, without_outcome = 100, PF3 = true, contingency = false,
          clauses = { "list_only", "PF2", "PF3", "no_fallback", "PF6" }, without = { "for_the_child", "fallback", "PF7" } }),
      example("an outcome that nothing serves", { teeth[1], "o2 | Sleeps in his own bed" }, { book, walk },
        { PF1 = true, clauses = { "PF1" }, without = { "PF2" } }),
      example("one of three serves nothing", teeth, { book, walk, "- | HV to weigh baby | HV | 10 March 2025" },
        { without_outcome = 33, PF2 = true, PF3 = "", clauses = { "PF2" }, without = { "PF3" } }),
      example("one of two serves nothing", teeth, { walk, "- | HV to weigh baby | HV | 10 March 2025" },
        { without_outcome = 50, PF3 = true, clauses = { "PF2", "PF3" } }),
      example("all on one day", teeth, { book, "o1 | Dad pays for the toothbrush | Dad | 14 March 2025",
        "o1 | Gran rings the school nurse | Gran | 14/3/25" },
        { PF4 = true, clauses = { "PF4" }, without = { "PF7" } }),
      example("two on one day, one later", teeth, { book, "o1 | Dad pays for the toothbrush | Dad | 14 March 2025", walk }, { PF4 = "",
        without = { "PF4" } }),
      example("safety, and what if not", { safe }, { ring }, { PF5 = "", clauses = { "fallback" }, without = { "PF5" } }),
      example("safety, and only a talk at the review", { safe }, { rota .. "" },
        { PF5 = true, contingency = false, clauses = { "PF5", "no_fallback" } }, "Discuss at review"),
      example("safety, and a contingency for the whole plan", { safe }, { rota }, { PF5 = "", contingency = true, without = { "PF5" } },
        "The family network meets that week and SW reports to the next core group"),
      example("nothing through the child", teeth, { book }, { PF6 = true, clauses = { "PF6" } }),
      example("one person, three of four", teeth,
        { book, "o1 | Mum buys a toothbrush | Mum | 7 March 2025", "o1 | Mum signs the school form | Mum | 10 March 2025", walk },
        { PF7 = true, clauses = { "PF7" } }),
      example("two names of one person", teeth, { "o1 | Ring the dentist | SW | 7 March 2025",
        "o1 | Write to school | Social worker | 8 March 2025", walk },
        { PF7 = true, clauses = { "PF7" } }),
      example("one person, three of five", teeth,
        { book, "o1 | Mum buys a toothbrush | Mum | 7 March 2025", "o1 | Mum signs the school form | Mum | 10 March 2025", walk,
          "o1 | Dad pays | Dad | 9 March 2025" }, { PF7 = "", without = { "PF7" } }),
      example("words for professionals", teeth, { "o1 | Utilise a multi-agency holistic pathway | SW | 7 March 2025" },
        { plain = 0, family_friendly = false, clauses = { "not_plain" }, without = { "plain" } }),
      after(teeth, { book, walk }, "the plan of December once more", teeth, { book, walk }, { PF8 = true, clauses = { "PF8" },
        without = { "PF8_pointer" } }),
      after(teeth, { "o1 | Mum books the dentist | Mum | 9 December 2024 | Appointment card seen", walk }, "only a date was moved",
        teeth, { book, walk },
        { PF8 = true, clauses = { "PF8" } }),
      after(teeth, { book }, "an action more than in December", teeth, { book, walk }, { PF8 = "", without = { "PF8" } }),
      after(teeth, { book, walk }, "an action less than in December", teeth, { book }, { PF8 = "", without = { "PF8" } }),
      after(teeth, { "o1 | Mum books the dentist | Mum | 14 March 2025 | Card seen", walk }, "another measure", teeth, { book, walk },
        { PF8 = "", without = { "PF8" } }),
      after({ "o1 | She sleeps through" }, { book, walk }, "another outcome", teeth, { book, walk }, { PF8 = "", without = { "PF8" } }),
      after(teeth, { "o1 | Mum rings the dentist | Mum | 14 March 2025 | Appointment card seen", walk }, "another act", teeth, { book,
        walk },
        { PF8 = "", without = { "PF8" } }),
      after(teeth, { "o1 | Mum books the dentist | Dad | 14 March 2025 | Appointment card seen", walk }, "another person", teeth,
        { book, walk }, { PF8 = "", without = { "PF8" } }),
      after(teeth, { book .. " | Gran books it" }, "another fallback", teeth, { book .. " | Dad books it" }, { PF8 = "",
        without = { "PF8" } }),
      example("two on one day", teeth, { book, "o1 | Dad pays for the toothbrush | Dad | 14 March 2025" }, { PF4 = "",
        without = { "PF4" } }),
      example("four of five plain", teeth, { book, walk, ring, "o1 | Dad pays | Dad | 9 March 2025",
        "o1 | Utilise a multi-agency holistic pathway | SW | 7 March 2025" }, { plain = 80, family_friendly = true,
          clauses = { "plain" } }),
      example("one hard word", teeth, { "o1 | Agree a holistic chart | SW | 7 March 2025" }, { plain = 100, without = { "not_plain" } }),
      example("two hard words", teeth, { "o1 | Agree a holistic, robust chart | SW | 7 March 2025" }, { plain = 0,
        without = { "plain" } }),
      example("a sentence of thirty words", teeth, { "o1 | " .. string.rep("and again ",
        13) .. "Mum books the dentist | Mum | 14 March 2025" },
        { plain = 100, clauses = { "plain" } }),
      example("a sentence of thirty-one words", teeth,
        { "o1 | " .. string.rep("and again ", 13) .. "so Mum books the dentist | Mum | 14 March 2025" }, { plain = 0,
          clauses = { "not_plain" } }),
      example("as before", teeth, { "o1 | As per previous plan | SW | as before", walk }, { PF8 = true, clauses = { "PF8_pointer" },
        without = { "PF8" } }),
      example("nothing written", teeth, {}, { status = "not_applicable", clauses = { "empty" } }),
      { name = "actions looked at in an audit", tool = "STD", given = { plan_type = "cin" },
        rows = { PLANACT = { { ["plan.action"] = "Mum books the dentist", ["plan.who"] = "Mum", ["plan.by_when"] = "14 March 2025",
          ["plan.plan_date"] = "2025-03-03", ["plan.outcome"] = "She eats without toothache" },
          { ["plan.action"] = "Attendance to be monitored", ["plan.who"] = "School", ["plan.by_when"] = "termly" } } },
        expect = { without_outcome = 50, owned = 50, dated = 50, clauses = { "PF2", "PF3", "no_fallback" }, without = { "PF1",
          "PF5" } } },
    }
  end,
}
