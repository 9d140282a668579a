--- S, M, A, R and T of a plan action by the codebook of the SMART check. The letters are proposals until a person confirms them.
local acts = use "lib/smart_act"
local owners = use "lib/smart_owner"
local time = use "lib/smart_time"
local need = use "lib/smart_need"
local measures = use "lib/smart_measure"
local able = use "lib/smart_able"
local relevant = use "lib/smart_relevant"
local plain = use "lib/smart_plain"

local PRACTICE_PLANS = { audit = true, service = true }

--- The outcome that an action serves. In a flat row one outcome and one action belong together without a mark.
local function outcome_of(f, r)
  if f:tool() == "STD" then return r:text("plan.outcome") end
  local mark, count = r:text("plan.outcome_id"), f:rows("outcome")
  if not mark then
    local only = count == 1 and not f:text("outcome.id", 1)
    return only and f:text("plan.outcome", 1) or nil
  end
  for place = 1, count do
    local id = f:text("outcome.id", place)
    if id and id:is(mark:string()) then return f:text("plan.outcome", place) end
  end
  return nil
end

local function read_row(f, r)
  local row = {
    outcome = outcome_of(f, r), action = r:text("plan.action"), who = r:text("plan.who"), by_when = r:text("plan.by_when"),
    measure = r:text("plan.measure"), contingency = r:text("plan.contingency"),
    plan = r:date("plan.plan_date"), review = r:date("plan.review_date"), type = f:answer("plan_type"),
  }
  row.practice = PRACTICE_PLANS[row.type] or false
  row.acts = acts.read(row.action)
  row.owner = owners.read(row.who, row.action)
  row.time = time.read(row)
  row.aim = need.outcome(row.outcome, row.practice)
  return row
end

--- Examples are lines: kind of plan | outcome | action | who | by when | measure | contingency, written on Monday 3 March 2025 with the
--- next review on Monday 2 June 2025.
local COLUMNS = { "plan_type", "outcome", "action", "who", "by_when", "measure", "contingency" }

local function fields_of(line)
  local fields, from = {}, 1
  for _, name in ipairs(COLUMNS) do
    local at = string.find(line, " | ", from, true)
    local cell = string.sub(line, from, at and at - 1 or -1)
    fields[name] = cell ~= "-" and cell or nil
    if not at then break end
    from = at + 3
  end
  return fields
end

local function names_in(line)
  local names, from = {}, 1
  while from <= string.len(line) do
    local at = string.find(line, " ", from, true) or string.len(line) + 1
    table.insert(names, string.sub(line, from, at - 1))
    from = at + 1
  end
  return names
end

--- letters: S, M, A, R and T as five characters.
local function example(name, line, letters, fires, spares, more)
  local row = fields_of(line)
  local given = { plan_type = row.plan_type }
  row.plan_type, row.plan_date, row.review_date = nil, "2025-03-03", "2025-06-02"
  local expect = { clauses = names_in(fires), without = names_in(spares or "") }
  for place, letter in ipairs({ "S", "M", "A", "R", "T" }) do expect[letter] = string.sub(letters, place, place) end
  for output, value in pairs(more or {}) do expect[output] = value end
  return { name = name, tool = "STD", given = given, rows = { row }, expect = expect }
end

return {
  code = "plan.smart",
  title = "SMART check of plan actions",
  kind = "check",
  applies = { { tool = "PLANREC", rows = "action" }, { tool = "STD", rows = "action" } },
  needs = { "plan_type", "plan.outcome", "plan.outcome_id", "outcome.id", "plan.action", "plan.who", "plan.by_when", "plan.measure",
    "plan.contingency", "plan.plan_date", "plan.review_date" },
  lists = {
    "absolute_words", "adult_aims", "adverbs", "agency_owners", "amount_units", "attending_verbs", "away_words", "calls_and_bookings",
    "carrier_verbs", "checkable_products", "checkable_things", "concrete_verbs", "contact_verbs", "course_words", "deciders",
    "done_words", "errands", "everyday_acronyms", "evidence_proofs", "evidence_sources_named", "feeling_words", "fillers", "finite_verbs",
    "habit_verbs", "help_words", "holidays.england", "inner_states", "jargon", "kept_records", "light_verbs", "limit_words",
    "loose_adjectives", "loose_objects", "loose_things", "loose_topics", "meeting_places", "missing_documents", "need_family",
    "need_food", "need_health", "need_home", "need_identity", "need_independence", "need_leisure", "need_mind", "need_money",
    "need_parenting", "need_safety", "need_school", "need_sleep", "need_substances", "negatives", "no_action", "open_decisions",
    "open_marks", "outcome_persons", "outside_control", "own_safety", "people_named", "person_owners", "places", "pointers",
    "practice_areas", "practice_subjects", "process_words", "promises", "role_acronyms", "role_initials", "slogans",
    "soft_verb_exceptions", "soft_verbs", "still_open", "verbs_on_people", "welsh_words", "whole_acts", "withheld_words"
  },
  why = "First version",
  settings = { several_steps = 3, many_steps = 5, slack_days = 92, habit_days = 28, long_sentence = 30, hard_words = 1 },
  clauses = {
    S_act = "Specific: a visible act, and it is said to what or whom",
    S_limit = "Specific: what is not to happen is one visible act with a clear limit",
    S_bundle = "Partly specific: several acts are bundled, and the weakest that matters is soft or loose",
    S_loose = "Partly specific: the act is visible, but to what or whom is left loose",
    S_soft = "Partly specific: the verb is soft, but its object is concrete",
    S_noun = "Partly specific: a document, an appointment or a product is named without an act",
    S_target = "Partly specific: a target is set without an act",
    S_away = "Partly specific: somebody is to be kept away, without saying when or where",
    S_vague = "Not specific: the verb says little and so does its object",
    S_hope = "Not specific: a hope or a state of mind is no act",
    S_topic = "Not specific: a topic or a description is no act",
    S_negative = "Not specific: something is to stop and nothing takes its place",
    S_pointer = "Not specific: it, this or them points to nothing in the row",
    S_blank = "Not specific: no action is written",
    M_task = "Measurable: a single task that has either been done or not",
    M_frequency = "Measurable: a visible act with a fixed frequency",
    M_amount = "Measurable: an amount, with what is counted",
    M_proof = "Measurable: an end point that anyone could check",
    M_none_recorded = "Measurable: none, where a record would show it",
    M_none_claimed = "Partly measurable: none, without a record that would show it",
    M_thing = "Partly measurable: something that can be checked, without how much or which standard",
    M_number = "Partly measurable: a number without saying of what",
    M_source = "Partly measurable: where evidence would come from, without what it should show",
    M_habit = "Partly measurable: something to be done again and again, without how often",
    M_loose = "Partly measurable: a visible act without an end point",
    M_noun = "Partly measurable: a thing that can be checked, without its end state",
    M_bundle = "Partly measurable: of several acts one has no end point",
    M_feeling = "Not measurable: a feeling or an improvement without evidence",
    M_nothing = "Not measurable: nothing that could be checked",
    A_able = "Achievable: one or two people are named and it is in their power",
    A_group = "Partly achievable: a group or an agency is to do an ordinary task",
    A_no_owner = "Partly achievable: nobody is named, but the task is single and ordinary",
    A_vague = "Partly achievable: somebody is named, but the act is too vague to count its steps",
    A_steps = "Partly achievable: the action has {several_steps} linked steps or more",
    A_leans = "Partly achievable: success leans on a habit, a place or another person, and no help is named",
    A_nobody = "Not achievable: nobody is identified for a soft, vague or many-step action",
    A_child = "Not achievable: a child is made responsible for staying safe from others",
    A_absolute = "Not achievable: an absolute or another person's behaviour is promised",
    A_many = "Not achievable in one go: the action has {many_steps} steps or more",
    A_open = "Ask the auditor: it turns on a decision that is still open, and no fallback is written",
    R_serves = "Relevant: a change for the child or in practice is stated, and the act serves it in a plausible time",
    R_reason = "Relevant: the action itself says for which need it is done",
    R_worked_out = "Partly relevant: the need can be worked out, though no outcome is stated",
    R_missing = "Partly relevant: a document is said to be missing or out of date",
    R_slogan = "Partly relevant: the outcome is a slogan, a topic, or an aim for adults or process",
    R_weak = "Partly relevant: an outcome is stated, but there is no act that could serve it",
    R_time = "Partly relevant: the time is tight for a new habit (under {habit_days} days) or slack for a call (over {slack_days} days)",
    R_none = "Not relevant: no need is stated or can be worked out",
    R_mismatch = "Not relevant: the act has nothing to do with the outcome",
    R_impossible = "Not realistic: the time is shorter than the course or the sessions last",
    R_done = "Not relevant any more: the task is already done",
    R_withheld = "Ask the auditor: the link rests on something kept in another file",
    T_date = "Time-bound: the deadline comes out as one date, not after the next review",
    T_trigger = "Time-bound: a limit counted from an event",
    T_checkpoint = "Partly time-bound: ongoing, with a fixed check",
    T_late = "Partly time-bound: the deadline lies after the next review and nothing is checked before",
    T_conflict = "Partly time-bound: two deadlines contradict each other",
    T_endless = "Partly time-bound: a frequency without an end",
    T_vague = "Partly time-bound: a time that does not come out as one date",
    T_impossible = "Partly time-bound: there is no such date",
    T_past = "Not time-bound: the deadline lies before the day of the plan",
    T_never = "Not time-bound: ongoing, to be confirmed, or waiting for an event without a date",
    T_nothing = "Not time-bound: no time is written",
    P_plain = "A parent could follow it: at most {hard_words} unexplained acronym or piece of jargon",
    P_jargon = "More than {hard_words} unexplained acronym or piece of jargon",
    P_long = "A sentence is longer than {long_sentence} words",
    P_capitals = "It is written in capitals only",
    P_language = "It is not in English, which not everybody in the plan may read",
    O_people = "One or two people or roles are identified, or one is marked as lead",
    O_nobody = "No person or role is identified",
    F_child = "The row says what will be different for the child or in practice",
    F_activity = "The row says only activity, process, an adult's aim or a slogan",
  },
  outputs = {
    { "S", "0 1 2" }, { "M", "0 1 2" }, { "A", "0 1 2 U" }, { "R", "0 1 2 U" }, { "T", "0 1 2" },
    { "plain_english", "yes_no" }, { "has_owner", "yes_no" }, { "has_date", "yes_no" }, { "outcome_focused", "yes_no" },
    { "due_date_iso", "day" },
  },
  score = function(f, r, s, out)
    local row = read_row(f, r)
    local function letter(name, question, level, clause, decides)
      out:value(name, tostring(level), clause, decides or question)
      return level
    end
    row.specific = letter("S", "plan.action", acts.level(row.acts, row.action))
    letter("M", "plan.measure", measures.read(row))
    letter("A", "plan.who", able.read(row, s))
    letter("R", "plan.action", relevant.read(row, s))
    letter("T", "plan.by_when", time.bound(row))
    local clear, clause, part = plain.read(row, s)
    out:value("plain_english", clear, clause, part or "plan.action")
    out:value("has_owner", row.owner.identified, row.owner.identified and "O_people" or "O_nobody", row.owner.decides or "plan.who")
    out:value("has_date", row.time.day ~= nil)
    out:value("outcome_focused", row.aim == "real", row.aim == "real" and "F_child" or "F_activity", row.outcome or "plan.action")
    out:value("due_date_iso", row.time.day)
  end,
  examples = function() return {
  } end,
}
