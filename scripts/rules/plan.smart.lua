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

--- Of a field the first so many characters are read: nobody writes an action of three pages.
local BEGINNING = [[^[\s\S]{1,1000}]]

local function beginning(text)
  return text and text:length() > 1000 and text:matches(BEGINNING) or text
end

local function read_row(f, r)
  local row = {
    outcome = beginning(outcome_of(f, r)), action = beginning(r:text("plan.action")), who = beginning(r:text("plan.who")),
    by_when = beginning(r:text("plan.by_when")), measure = beginning(r:text("plan.measure")),
    contingency = beginning(r:text("plan.contingency")),
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

--- letters: S, M, A, R and T as five characters. fires and spares: clauses that must and must not be among the reasons.
local function example(name, line, letters, fires, spares, due)
  local row = fields_of(line)
  local given = { plan_type = row.plan_type }
  row.plan_type, row.plan_date, row.review_date = nil, "2025-03-03", "2025-06-02"
  local expect = { clauses = names_in(fires), without = names_in(spares), has_date = due ~= nil, due_date_iso = due or "" }
  for place, letter in ipairs({ "S", "M", "A", "R", "T" }) do expect[letter] = string.sub(letters, place, place) end
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
    "done_words", "errands", "everyday_acronyms", "evidence_proofs", "evidence_sources_named", "family_members", "feeling_words",
    "fillers", "finite_verbs", "habit_verbs", "happening_verbs", "help_words", "hiring_verbs", "holidays.england", "inner_states",
    "jargon", "kept_records", "light_verbs", "limit_words", "loose_adjectives", "loose_objects", "loose_things", "loose_topics",
    "meeting_places", "missing_documents", "need_family", "need_food", "need_health", "need_home", "need_identity", "need_independence",
    "need_leisure", "need_mind", "need_money", "need_parenting", "need_safety", "need_school", "need_sleep", "need_substances",
    "negatives", "no_action", "open_decisions", "open_marks", "outcome_persons", "outside_control", "own_safety", "papers", "participles",
    "people_named", "person_owners", "places", "pointers", "practice_areas", "practice_subjects", "process_words", "promises",
    "role_acronyms", "role_initials", "role_nouns", "slogans", "soft_verb_exceptions", "soft_verbs", "still_open", "vague_themes",
    "verbs_on_people", "watching_verbs", "welsh_words", "whole_acts", "withheld_words"
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
    row.specific = letter("S", "plan.action", acts.level(row.acts, row.action, row.who))
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
    example("a visible act, an owner, a need and a date",
      "cp | The boys sleep in clean beds | Mum to wash the boys' bedding every Saturday | Mum | every "
        .. "Saturday until 2 June | clean sheets seen at each SW visit",
      "22222", "S_act M_proof A_able R_serves T_date P_plain O_people F_child", "T_endless P_jargon F_activity O_nobody", "2025-06-02"),
    example("soft verb, loose object, nobody, no time",
      "cp | - | Professionals to continue to support the family | All professionals | ongoing",
      "00000", "S_vague M_nothing A_nobody R_none T_never P_plain O_nobody F_activity", "A_group O_people S_soft T_nothing"),
    example("soft verb, concrete object", "cp | Children to be safe | SW to monitor home conditions | SW | ongoing",
      "11210", "S_soft M_thing A_able R_slogan T_never P_plain O_people F_activity", "S_vague S_act M_nothing F_child"),
    example("visible act, loose object", "cin | Reduce anxiety | SW to refer to relevant services | SW | July | referral sent",
      "12211", "S_loose M_proof A_able R_slogan T_late P_plain O_people F_activity", "S_act T_date", "2025-07-31"),
    example("a call without a topic", "cin | - | SW to ring the school | SW | soon",
      "12200", "S_loose M_task A_able R_none T_never P_plain O_people F_activity", "S_act"),
    example("a call with its topic", "cin | - | SW to ring the school about his lateness | SW | this term",
      "22211", "S_act M_task A_able R_worked_out T_vague P_plain O_people F_activity", "S_loose R_none"),
    example("a clear limit",
      "cp | The girls don't see Dad drunk | Dad not to drink alcohol while the girls are in the house | "
        .. "Dad | 2 June 2025 | breathalyser log clear every Sunday | Girls stay with Gran that day",
      "22222", "S_limit M_proof A_able R_serves T_date P_plain O_people F_child", "S_negative S_away", "2025-06-02"),
    example("stop, and nothing instead",
      "cp | K is not shouted at | Dad to stop shouting | Dad | immediately | no incidents in the school log",
      "02121", "S_negative M_none_recorded A_vague R_serves T_vague P_plain O_people F_child", "S_limit M_none_claimed A_able"),
    example("keep away", "cp | Safe from sexual harm | Mum to keep away from her brother | Mum | now | 0 contact",
      "11211", "S_away M_none_claimed A_able R_slogan T_vague P_plain O_people F_activity", "A_child S_negative"),
    example("a child made responsible", "cp | R feels safe | R (age 6) to keep away from uncle | R | 30 May 2025 | teacher's log",
      "11022", "S_away M_source A_child R_serves T_date P_plain O_people F_child", "A_able", "2025-05-30"),
    example("an older owner, the same words", "cp | R feels safe | Mum to keep away from uncle | Mum | 30 May 2025",
      "11222", "S_away M_none_claimed A_able R_serves T_date P_plain O_people F_child", "A_child", "2025-05-30"),
    example("bundle of soft and concrete",
      "care | Health | Carer to promote healthy living and register L with a dentist | Carer | 2 May 2025",
      "11212", "S_bundle M_bundle A_able R_slogan T_date P_plain O_people F_activity", "S_soft S_act M_task", "2025-05-02"),
    example("a bare document", "care | - | Chronology | SW | TBC",
      "11200", "S_noun M_noun A_able R_none T_never P_plain O_people F_activity", "S_topic S_act M_nothing"),
    example("a bare topic", "care | L sleeps | Bedtimes | Carer | 30 April 2025",
      "00112", "S_topic M_nothing A_vague R_weak T_date P_plain O_people F_child", "S_noun M_noun R_serves", "2025-04-30"),
    example("a target", "cin | - | Attendance 92% | Mum | half term",
      "12111", "S_target M_amount A_leans R_worked_out T_vague P_plain O_people F_activity", "S_noun M_number"),
    example("a hope", "pathway | Independence | YP to be more positive | YP | - | better attitude",
      "00110", "S_hope M_feeling A_vague R_slogan T_nothing P_plain O_people F_activity", "S_topic M_nothing"),
    example("only a pronoun", "cp | - | SW to do this | SW | within 2 weeks",
      "00102", "S_pointer M_nothing A_vague R_none T_date P_plain O_people F_activity", "S_loose S_vague", "2025-03-17"),
    example("nothing written", "cp | - | - | SW | 7 March",
      "00102", "S_blank M_nothing A_vague R_none T_date P_plain O_people F_activity", "S_topic", "2025-03-07"),
    example("the same once more", "cin | - | SW to visit | SW | weekly",
      "12201", "S_loose M_frequency A_able R_none T_endless P_plain O_people F_activity", "T_vague S_act"),
    example("a frequency without end", "cin | B is seen | SW to see B at school every Tuesday | SW | weekly",
      "22221", "S_act M_frequency A_able R_serves T_endless P_plain O_people F_child", "S_loose T_date"),
    example("no such day", "cin | - | Mum to sign the housing form | Mum | 31/04/2025",
      "22211", "S_act M_task A_able R_worked_out T_impossible P_plain O_people F_activity", "T_vague T_past"),
    example("before the plan", "cin | - | Mum to sign the housing form | Mum | 14 February 2025",
      "22210", "S_act M_task A_able R_worked_out T_past P_plain O_people F_activity", "T_date R_done", "2025-02-14"),
    example("already done", "cin | - | Housing form signed and sent, completed | Mum | 14 February 2025",
      "22200", "S_act M_task A_able R_done T_past P_plain O_people F_activity", "R_worked_out", "2025-02-14"),
    example("after the review", "cin | C can read | Mum to hear C read two pages each night | Mum | 31 July 2025",
      "22221", "S_act M_frequency A_able R_serves T_late P_plain O_people F_child", "T_date", "2025-07-31"),
    example("after the review, checked before",
      "cin | C can read | Mum to hear C read two pages each night | Mum | 31 July 2025, check on 12 May",
      "22222", "S_act M_frequency A_able R_serves T_date P_plain O_people F_child", "T_late", "2025-07-31"),
    example("ongoing, checked", "cp | To be safe | SW to monitor contact with uncle | SW | ongoing, review on 12 May | contact log",
      "11211", "S_soft M_source A_able R_slogan T_checkpoint P_plain O_people F_activity", "T_never T_date"),
    example("two deadlines", "cin | - | SW to send the school report by 10 March 2025 | SW | 17 March 2025",
      "22201", "S_act M_task A_able R_none T_conflict P_plain O_people F_activity", "T_date", "2025-03-17"),
    example("a limit from an event",
      "cp | Every bump is looked at | Mum to ring the GP within a day of any bump to the baby's head | Mum "
        .. "| within 24 hours of each bump | GP's note | Dad rings if Mum is out",
      "22212", "S_act M_frequency A_able R_slogan T_trigger P_plain O_people F_activity", "T_date T_endless"),
    example("six steps",
      "cp | Home is safe for the baby | Clear the hall, fix the gate, fit the alarm, lock the shed, book "
        .. "the plumber and buy a bin | Dad | six weeks | all done",
      "22022", "S_act M_proof A_many R_serves T_date P_plain O_people F_child", "A_steps", "2025-04-14"),
    example("three steps",
      "cp | Reduce risk | Dad to ring the clinic, book a test and hand in the result | Dad | six weeks | result on file",
      "22112", "S_act M_proof A_steps R_slogan T_date P_plain O_people F_activity", "A_many A_able", "2025-04-14"),
    example("an open decision", "pathway | Stable housing | Housing decision awaited from panel | Housing | awaiting panel",
      "11U10", "S_soft M_thing A_open R_slogan T_never P_plain O_nobody F_activity", "A_group A_nobody"),
    example("an open decision with a fallback",
      "pathway | I have somewhere to live | PA to send the housing form, awaiting panel | PA | 30 May 2025 "
        .. "| form sent | hostel bed booked if panel says no",
      "22222", "S_act M_proof A_able R_serves T_date P_plain O_people F_child", "A_open", "2025-05-30"),
    example("a promise about others",
      "service | Fewer moves for children | No child will ever move placement again | DCS | 2026 | zero unplanned moves",
      "02021", "S_negative M_none_recorded A_absolute R_serves T_vague P_plain O_people F_child", "A_vague"),
    example("an agency with an ordinary task", "cin | - | School to send the attendance print-out | School | 14 March 2025",
      "22112", "S_act M_task A_group R_worked_out T_date P_plain O_nobody F_activity", "A_nobody A_no_owner", "2025-03-14"),
    example("nobody, one ordinary task", "cp | - | Referral to be made to MASH | - | 10 March 2025",
      "22102", "S_act M_task A_no_owner R_none T_date P_plain O_nobody F_activity", "A_nobody A_group O_people", "2025-03-10"),
    example("a course without a place",
      "cp | The boys are not hit | Dad to complete a 12 week parenting course | Dad | 2 June 2025 | certificate",
      "22122", "S_act M_proof A_leans R_serves T_date P_plain O_people F_child", "R_impossible A_able", "2025-06-02"),
    example("a course that can't fit",
      "cp | The boys are not hit | Dad to complete a 20 week parenting course | Dad | 31 March 2025 | certificate",
      "22102", "S_act M_proof A_leans R_impossible T_date P_plain O_people F_child", "R_serves", "2025-03-31"),
    example("somebody with a vague act", "cin | - | Mum to work with professionals | Mum | at all times",
      "00100", "S_vague M_nothing A_vague R_none T_never P_plain O_people F_activity", "A_nobody O_nobody"),
    example("a missing document", "audit | - | Risk assessment is missing, SW to write it | SW | 17 March 2025",
      "22212", "S_act M_task A_able R_missing T_date P_plain O_people F_activity", "R_none R_worked_out", "2025-03-17"),
    example("a document, not missing", "audit | - | SW to send the feedback form | SW | 17 March 2025",
      "22202", "S_act M_task A_able R_none T_date P_plain O_people F_activity", "R_missing", "2025-03-17"),
    example("a need in the words", "cin | - | Mum to take toddler to have her hearing test | Mum | 28 March 2025",
      "22212", "S_act M_task A_able R_worked_out T_date P_plain O_people F_activity", "R_none R_reason", "2025-03-28"),
    example("a reason in the words", "cin | - | Mum to fit a gate at the stairs because he climbs over the old one | Mum | 28 March 2025",
      "22222", "S_act M_task A_able R_reason T_date P_plain O_people F_activity", "R_worked_out", "2025-03-28"),
    example("something withheld",
      "cin | H manages change | Refer H for an autism assessment, see restricted file | SW | 28 March 2025 | referral number",
      "222U2", "S_act M_proof A_able R_withheld T_date P_plain O_people F_child", "R_serves", "2025-03-28"),
    example("an errand beside the point", "cp | Boys have eaten before school | Dad to get his car taxed | Dad | 28 March 2025",
      "22202", "S_act M_task A_able R_mismatch T_date P_plain O_people F_child", "R_serves R_weak", "2025-03-28"),
    example("a new habit in a week", "cin | C is in bed by eight | Mum to read to C every night | Mum | 10 March 2025",
      "22212", "S_act M_frequency A_able R_time T_date P_plain O_people F_child", "R_serves R_impossible", "2025-03-10"),
    example("a slack call",
      "service | Children are seen sooner | Early help manager to ring speech therapy about the wait | Early help manager | 30 June 2025",
      "22212", "S_act M_task A_able R_time T_date P_plain O_people F_child", "R_serves", "2025-06-30"),
    example("a call in good time",
      "service | Children are seen sooner | Early help manager to ring speech therapy about the wait | "
        .. "Early help manager | 30 April 2025",
      "22222", "S_act M_task A_able R_serves T_date P_plain O_people F_child", "R_time R_slogan", "2025-04-30"),
    example("a habit without how often", "cin | C has clean teeth | Mum to brush C's teeth | Mum | 2 June 2025",
      "21222", "S_act M_habit A_able R_serves T_date P_plain O_people F_child", "M_frequency M_task M_loose", "2025-06-02"),
    example("a number of nothing", "pathway | Independence | YP to improve independence skills | YP | ongoing | improved by 50%",
      "01110", "S_vague M_number A_vague R_slogan T_never P_plain O_people F_activity", "M_amount M_feeling"),
    example("a source alone", "care | Wellbeing | Carer to support L with feelings | Carer | ongoing | school report",
      "01110", "S_vague M_source A_vague R_slogan T_never P_plain O_people F_activity", "M_proof M_thing"),
    example("none, recorded", "care | L stops running away | L to stop running away | L | immediately | 0 missing episodes",
      "02011", "S_negative M_none_recorded A_child R_weak T_vague P_plain O_people F_child", "M_none_claimed"),
    example("none, unrecorded", "care | L is not hurt | Nobody to shout at L | Carer | now | none",
      "01121", "S_negative M_none_claimed A_vague R_serves T_vague P_plain O_people F_child", "M_none_recorded"),
    example("several acts, one open", "care | L can swim | Carer to book swimming lessons and encourage L | Carer | 2 May 2025",
      "11222", "S_bundle M_bundle A_able R_serves T_date P_plain O_people F_child", "M_task S_hope", "2025-05-02"),
    example("work without an end point", "cin | - | FSW to complete work on feelings | FSW | 4 weeks",
      "11212", "S_loose M_loose A_able R_worked_out T_date P_plain O_people F_activity", "M_task M_habit", "2025-03-31"),
    example("capitals only", "cp | - | MUM TO ENGAGE WITH THE PLAN | MUM | NOW",
      "00101", "S_vague M_nothing A_vague R_none T_vague P_capitals O_people F_activity", "P_jargon P_plain"),
    example("jargon",
      "care | Attachment security via DDP-informed parenting | Carers to use PACE and attend AMBIT | Carers | TBC | improved SDQ",
      "11210", "S_bundle M_source A_able R_slogan T_never P_jargon O_people F_activity", "P_plain"),
    example("Welsh", "cin | - | Dad i ffonio'r ysgol cyn dydd Gwener | Dad | dydd Gwener",
      "12202", "S_loose M_task A_able R_none T_date P_language O_people F_activity", "P_plain P_capitals", "2025-03-07"),
    example("a long sentence",
      "cin | - | Mum to bring the letter from the hospital about the clinic and the one from the school about the tri"
        .. "p and the one from the nursery about the summer and also the form that came from the council | Mum | 14 March "
        .. "2025",
      "22212", "S_act M_task A_able R_worked_out T_date P_long O_people F_activity", "P_jargon P_plain", "2025-03-14"),
  } end,
}
