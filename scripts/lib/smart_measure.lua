--- How we will know: an end point or an amount, something checkable without a standard, or nothing.
local words = use "lib/smart_words"

local NUMBER = [[\b\d+(?:[.,]\d+)?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)\b]]
local SHARE = [[\b\d+\s*(?:%|per ?cent)|\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:\p{L}+\s+)?(?:of|in|]]
  .. [[out of|nights in|days in|times in|mornings in|evenings in)\s+(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b]]
local BOUND = [[\b(?:under|over|above|below|at least|no more than|fewer than|less than|more than|or less|or more|or above|]]
  .. [[or below|on or above|up to|down from)\b]]
local NONE = [[\b(?:no|none|zero|0|nil)\b]]
local FREQUENCY = [[\b(?:every|each|nightly|daily|weekly|fortnightly|monthly|quarterly|once a|twice a|(?:two|three|four|five|]]
  .. [[six|\d) (?:times|nights|days|mornings|evenings) (?:a|each|per)|(?:a|per) (?:week|night|day|month|fortnight)|]]
  .. [[an (?:evening|afternoon|hour)|a morning|]]
  .. [[mon(?:day)?s?(?: to |-)|(?:mon|tues|wednes|thurs|fri|satur|sun)days|morning and night|school (?:days|nights|day)|]]
  .. [[last \p{L}+ of each|bob (?:dydd|wythnos))\b]]
local SET_FREQUENCY = [[\b(?:every|nightly|daily|weekly|fortnightly|monthly|each (?:week|day|night|morning|month|friday|]]
  .. [[monday|tuesday|wednesday|thursday|saturday|sunday)|per (?:week|day|month)|]]
  .. [[(?:once|twice|(?:two|three|four|five|six|\d) times) (?:a|each) (?:day|night|week|fortnight|month|term)|bob (?:dydd|wythnos))\b]]
local BARE_SHARE = [[\b\d+\s*%\s*(?:improvement|better|improved|compliance|reduction|increase|in timescale)?\s*$|]]
  .. [[\bimprov\p{L}+ by \d+|score of \d+|^\s*\d+\s*%\s*$]]
local MORE = [[\b(?:more often|more regularly|regularly|regular|less often|sometimes|(?:more|additional|extra|further|fewer|]]
  .. [[less) \p{L}{3,}s)\b]]
local ATTENDS = [[\b(?:attend|attends|complete|completes|finish|finishes|do|does|start|starts|go on|join|goes to|go to)\b]]

local UNIT_BEHIND = [[^\s+(?:\p{L}+\s+)?\p{L}{3,}s\b]]
local TIME_BEHIND = [[^\s*(?:weeks|months|years)\b]]
local LABEL_BEFORE = [[(?:age|aged|box|level|tier|stage|step|part|section|question|week|weeks|year|outcomes)\s*$]]
local MONTH_BEHIND = [[^(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*\b]]
local TIME_OF = [[^\s*-?\s*(?:days?|weeks?|months?|years?|half terms?|terms?)\b]]
local WHEN_BEFORE = [[\b(?:within|in|by|at|after|next|the|from)\s*$]]
local LEVEL = [[\b(?:to|at) \d+\b(?!\s*(?:st|nd|rd|th|[./:]\d|am|pm|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))]]
local POINTS = [[\b\d+\+(?= )|\b\d+ or (?:above|less|more|below)|\b(?:at|to) \d+ degrees|\d+ points]]
local IMPROVED = [[\b(?:improv\p{L}+|better|positive|good|more|less|fewer|regular|regularly)\b]]
local FROM_TO = [[\b(?:from \d+(?:/\d+)? to \d+|up (?:from \d+ )?to \d+|down (?:from \d+ )?to \d+)\b]]
local STILL_A_HABIT = [[^(?:wash|brush|clean|tidi|collect|practis|cook|walk|observ|record|log|us|learn|earn|not|discuss|]]
  .. [[review|report|want|need|requir|relat)ed$]]
  .. [[|^(?:fed|kept|used|taken|worn|read|followed|made|given|agreed|offered|told|met|heard|drawn|put)$]]
local HAS = [[\b(?:has|have|holds?|owns?)\s+(?:an?|the|her|his|my|their|own)?\s*$]]
local CAN = [[\bcan\s+]]
local AGAIN = [[\b(?:each|every)\s+(?:\p{L}+ )?(?:visit|time|contact|session|meeting|day|night|week|morning|evening|month)\b|]]
  .. [[\b(?:once|twice|\p{L}+ times) (?:a|per|each) (?:day|night|week|month)\b]]
local ON_LIST = [[\bon (?:the )?(?:\p{L}+ )?(?:register|list|roll|rota|system|waiting list)\b|\bcomplete\s*$]]
local EVERY_ONE = [[\b(?:every|all|each|both)\s+(?:\p{L}+\s+){0,2}(?:has|have|had|shows?|signed|done|seen|attended|complete|]]
  .. [[completed)\b|\b(?:all|every)\s+(?:\p{L}+\s+){1,3}(?:in|within|on) (?:time|timescales?)\b|]]
  .. [[\b(?:good|outstanding) or (?:better|above|outstanding)\b|\bat least good\b]]
local CLOCK = [[\bby \d{1,2}(?:[.:]\d\d)?\s*(?:am|pm|o'clock)?\b(?!\s*(?:st|nd|rd|th|/|jan|feb|mar|apr|may|jun|jul|aug|sep|]]
  .. [[oct|nov|dec|weeks|days|%))]]
local RISES_BY = [[\b(?:up|down|fall|falls|rise|rises|drop|drops|reduced|reduces|increase[sd]?) by \d++(?!\s*%)]]
local EACH_TIME = [[\b(?:texts?|photos?|calls?|tests?|checks?|samples?|stor(?:y|ies)|meals?|drawings?|spot checks?)\b]]
local WORK_DONE = [[^\s*(?:the |some |direct |home |\p{L}+ing )*(?:work|sessions|workshops|meetings|activities|actions|tasks|]]
  .. [[visits|reviews|audits|]]
  .. [[appointments|contacts|checks|classes)\s+(?:is |are |been |have |has )*(?:done|held|completed|undertaken|]]
  .. [[delivered|offered|carried out|]]
  .. [[finished|complete|attended|made|kept|taking place|happen|going ahead)(?: on time| regularly| as planned)?\s*(?:and\b.*)?$]]
local GOES_TO_MANY = [[\battend(?:s|ing|ed)?\s+(?:\p{L}+\s+){0,1}(?:sessions|clubs|appointments|meetings|groups|school|]]
  .. [[college|nursery|lessons|classes|activities)\b]]
local IN_PLACE = [[\bin place\b]]
local SHOWN = [[^(?:shown|seen|shows|show)$]]
local IN_RECORDS = [[\b(?:records?|recordings?|notes|logs?|wishes and feelings|observations?)\b]]
local NUMBERS_OF = [[^\s*(?:the )?(?:numbers?|amount|how many|percentage|rate)\b(?!.*\d)]]
local CAN_SAY = [[\bcan (?:say|name|list|tell|explain|point|describe|show)\b(?! how (?:she|he|they|it) feel)]]
local SCORED = [[\bscores?\b|\b(?:year|week) \d+\s*$]]
local PEOPLE = { "outcome_persons", "person_owners", "loose_objects", "fillers" }
local NOBODY_SPECIAL = { "loose_objects", "outcome_persons", "fillers" }
local BARE_FEELING = { "loose_objects", "feeling_words", "outcome_persons", "fillers" }
local SAYS_NOTHING = {
  "person_owners", "outcome_persons", "inner_states", "soft_verbs", "feeling_words", "loose_objects", "places", "fillers"
}
local NUMBER_LAST = [[\s\d+(?:[.,]\d+)?\s*$]]
local CHECKED_BY = [[^(?:signed|seen|checked|agreed|confirmed|approved|graded|read|witnessed|stamped)$]]
local ONLY_SOURCES = [[\b(?:number of|reports?|feedback|data|survey|charts?|updates?)\b]]
local WHENEVER = [[\b(?:when|whenever|each time|every time|if) (?!not\b|no\b|possible|needed|required|there is a place)]]
local TO_DO = [[\bto (?:join|register|attend|apply|book|ring|complete|start|sign|enrol|visit|meet|see|get|go)\b]]
local SINGLE = [[\b(?:appointment|meeting|referral|form|visit|letter|session|assessment|report|application|conference|]]
  .. [[interview|certificate|statement|test)\b]]
local LOOKS_AGAIN = [[^(?:review|discuss|updat|consider|analys|check|monitor)\p{L}*$]]
local MONEY = [[£\s*\d+]]
local UNKNOWN_DONE = [[\b\p{L}{3,}ed\b(?= (?:up|on|in|to|at|by|out|down|off|over)\b|\W*$)]]
local BACK = [[^\s*(?:\p{L}+['’]?s? ){1,3}(?:back|goes|went)\W*$|]]
  .. [[^\s*(?!step|speak|stand|open|own|grow|turn)(?:new |the )?\p{L}{3,}(?: \p{L}{3,})? (?:up|in|on|off|out)\W*$]]
local NO_PAPER = [[^\s*no\b]]
local IS_NOT_DOING = [[\b(?:is|are|was|were)(?: not|n['’]t) \p{L}+ing\b]]
local IN_TOUCH = [[^(?:keep|stay)s? in (?:touch|contact)|^(?:check|catch)\p{L}* (?:in|up)]]
local THING_IS_THERE = [[^\s*(?:the |a |new )?\p{L}{3,} (?:in|on|under) (?:the |her |his |my |their )?\p{L}{3,}\W*$|]]
  .. [[^\s*(?:the |new )?\p{L}{3,} (?:works|working)\W*$|^\s*\p{L}+ has (?:an?|the|her|his|my) \p{L}{3,}\W*$]]
local ANY_CONCERNS = [[\b(?:any|all) (?:\p{L}+ )?(?:concerns|issues|worries|changes)\b]]
local COMPLETION = [[^\s*completion\s*$]]
local OBEYS = [[^(?:follow(?! up)|compl(?:y|ies)|adher|stick|abide|uphold|keep to|stay involved)\p{L}*]]
local RATE = [[attend|punctual|late|complet|regist|uptake|timel|in time|absence]]
local GOOD_CONTACT = [[^\s*(?:positive|good|safe|appropriate|meaningful|quality|happy|better|improved) (?:family time|contacts?|visits?|]]
  .. [[sessions?|meetings?|supervision)\s*$]]
local BARE_PHOTO = [[^\s*(?:a |the )?(?:photos?|pictures?|photographs?)\s*$]]
local OUT_OF = [[^(?:\D*(?<!by)(?<!on))\s*\b(\d+)/\1\b(?!/)]]
local OUTINGS = [[\bto (?:school|nursery|college)\b|\bon \p{L}+ rides\b|\bto the (?:mosque|church|park)\b]]
local MANY = [[\b(?:appointments|meetings|sessions|reviews|visits|groups)\b]]
local TRAINING = [[\b(?:training|workshop)\b]]

local JOINS_IN = [[^(?:access|engag|support|cooperat|work|adher|comply)\p{L}*]]
local TO_BE_DONE = [[\b(?:to|must|will|should|shall|can|may|does|do|doesn't|don't|won't|mustn't)\b]]
local PART_OF_DAY = [[\b(?:at|for|before|after) (?:mealtimes?|meal ?times?|meals|bedtime|bath ?time|snack ?time|]]
  .. [[break ?times?|play ?times?|]]
  .. [[tea ?time|tea|lunch|breakfast|handovers?)\b|\b(?:for|before|after) (?:school|bed|work|the school run)\b|]]
  .. [[\bin (?:class|lessons|maths|english)\b]]
local ON_TIME = [[\bon time\b|\bwithout (?:arguing|shouting|a fuss)\b]]
local DAILY_THING = [[\b(?:tablets|inhaler|medication|meds|medicine|insulin|homework|breakfast|bottles|bath time|]]
  .. [[bedtime story|bedtime stories|]]
  .. [[phone at bedtime|her post|his post|the door to|his back to sleep|her back to sleep)\b]]
local ALL_STAFF = [[^\s*(?:all |the )?(?:staff|workers|social workers|managers|team managers|iros|practitioners|]]
  .. [[teachers|auditors|chairs)\s*$]]
local ONE_OFF = [[^(?:buy|order|send|sign|collect|fetch|fit|mend|fix|open|show|write|draw|make|find|get|hand|pick up|]]
  .. [[put|have|has|agree|print|post|move|start|plan|train)\p{L}*$]]
local MANY_ACTS = 3

local measure = {}

--- A number with what it counts: "six sessions". In a measure any plural will do.
local function counted_in(text, in_measure)
  local number = text:matches(NUMBER)
  while number do
    local behind, before = text:after(number), text:before(number)
    local labels = before:matches(LABEL_BEFORE) or (in_measure and (behind:matches(MONTH_BEHIND)
      or (behind:matches(TIME_OF) and before:matches(WHEN_BEFORE))))
    if labels then behind = behind:after(behind) end
    if in_measure and behind:matches(UNIT_BEHIND) and not behind:matches(TIME_BEHIND) then return number end
    local unit = behind:find("amount_units")
    local far = behind:matches([[^ of (?:her|his|the|their|my)\b]]) and 4 or 2
    if unit and behind:before(unit):words() <= far then return number end
    text = text:after(number)
    number = text:matches(NUMBER)
  end
  return nil
end

--- An amount with its unit: "4 of 5 mornings", "six sessions", "attendance 92%".
local function amount_in(text, in_measure)
  if not words.any(text) then return nil end
  local share = text:matches(SHARE)
  local felt = share and in_measure and text:before(share):has_any("inner_states", "feeling_words") and text:after(share):words() == 0
  if felt and not text:has_any("checkable_things", "evidence_sources_named") then return nil end
  if share and (not text:matches(BARE_SHARE) or text:before(share):has_any("checkable_things")) then return share end
  local counted = counted_in(text, in_measure) or (in_measure and (text:matches(MONEY) or text:matches(OUT_OF)))
  if counted then return counted end
  local moved = text:matches(FROM_TO)
  if moved then return moved end
  if in_measure then
    local bound = text:matches(CLOCK) or text:matches(RISES_BY)
    if bound then return bound end
  end
  local level = text:matches(LEVEL)
  if level and text:before(level):has_any("checkable_things") then return level end
  local last = in_measure and text:matches(NUMBER_LAST)
  if last and not text:matches(SCORED) and not text:before(last):matches(LABEL_BEFORE) and not text:matches(BARE_SHARE)
    and text:before(last):has_any("checkable_things") then
    return last
  end
  local bare_score = text:matches([[^\D*score of]]) and not text:matches([[\bon the \p{L}+]])
  if text:has_digit() and not bare_score then return text:matches(BOUND) or text:matches(POINTS) end
  return nil
end

--- None of something: an amount only where a record of it is kept.
local function none_in(text)
  if not words.any(text) then return nil end
  local none = text:matches(NONE)
  if none and (text:before(none):words() <= 3 or text:matches([[\b(?:zero|0)\b]])) then return none end
  return nil
end

--- "Story pinned up", "fence creosoted": a participle that no list knows, behind a thing.
local function done_unknown(text)
  local hit = text:matches(UNKNOWN_DONE)
  if not hit or hit:has_any("feeling_words", "soft_verbs", "loose_objects", "contact_verbs") or not words.unknown(hit) then return nil end
  local before = text:before(hit)
  return not before:has_any("feeling_words", "inner_states") and words.left_over(before, NOBODY_SPECIAL) and hit or nil
end

--- A state that is reached once: "post filled", "beds made", "can make a meal", "has a passport".
local function reached_in(text)
  local rest, hit = text, text:find("concrete_verbs")
  while hit do
    local past = hit:matches([[ed$]]) or hit:has_any("participles")
    local by_whom = hit:matches(CHECKED_BY) and text:after(hit):matches([[^\s+by\b]])
    local before = text:before(hit)
    local of_something = words.left_over(before, NOBODY_SPECIAL) or before:has_any("checkable_products", "papers", "loose_things")
    if past and hit:words() == 1 and not hit:has_any("soft_verbs") and (of_something or by_whom) then
      local again = hit:matches(STILL_A_HABIT) and not (hit:is("recorded", "logged") and text:before(hit):matches([[[^s\W]\s*$]]))
      if not again or text:matches(AGAIN) then return hit end
    end
    rest = rest:after(hit)
    hit = rest:find("concrete_verbs")
  end
  local done = done_unknown(text)
  if done then return done end
  local product = text:find("checkable_products")
  if product and text:before(product):matches(HAS) then return product end
  local can = text:matches(CAN)
  local verb = can and words.at_start(text:after(can), "concrete_verbs")
  if verb and words.left_over(text:after(can):after(verb), PEOPLE) then return verb end
  return text:matches(ON_LIST) or text:matches(FROM_TO)
end

local function frequency_in(row)
  if row.action and row.action:matches(FREQUENCY) then return row.action:matches(FREQUENCY) end
  local field = row.time.field
  local again = field and (field.kind == "frequency" or field.kind == "trigger" or row.by_when:matches(SET_FREQUENCY))
  if again then return field.words or row.by_when end
  if not row.measure or row.measure:matches(ONLY_SOURCES) then return nil end
  return row.measure:matches(SET_FREQUENCY) or row.measure:matches(AGAIN)
end

--- A part of the day, a medicine, homework, what all staff are to do: done again and again though nobody says how often.
local function is_routine(act)
  local text, object = act.text, act.head.object
  local once = act.head.verb:has_any("calls_and_bookings") or act.head.verb:matches(ONE_OFF)
  if once or text:has_digit() or text:has_any("negatives") then return false end
  local subject = act.head.subject
  if subject and subject:matches(ALL_STAFF) then return true end
  return text:matches(PART_OF_DAY) ~= nil or text:matches(ON_TIME) ~= nil or object:matches(DAILY_THING) ~= nil
end

local function is_habit(act)
  if not act.head then return false end
  if is_routine(act) then return true end
  if act.contact then return false end
  if act.head.verb:matches([[^(?:takes?|brings?)$]]) then return act.head.object:matches(OUTINGS) ~= nil end
  return act.head.verb:has_any("habit_verbs")
end

--- None, as a sign of success: level, clause, part.
local function stated_none(row, none)
  local record = row.measure:find("kept_records") or (row.action and row.action:find("kept_records"))
  if record then return 2, "M_none_recorded", record end
  local amount = amount_in(row.measure, true)
  if amount and not amount:matches(NONE) then return 2, "M_amount", amount end
  local proof = row.measure:find("evidence_proofs")
  if proof and not proof:is("shown", "seen") then return 2, "M_proof", proof end
  return 1, "M_none_claimed", none
end

--- A visible act in a measure: "he cooks", "FSW sees".
local function is_shown(text)
  local verb = text:find("concrete_verbs")
  return not text:has_any("soft_verbs", "feeling_words", "inner_states") and verb or nil
end

--- "Form back", "net up", "key in the box": anyone can look.
local function is_there(text)
  if text:has_any("feeling_words", "soft_verbs") then return false end
  if text:matches(BACK) then return true end
  return text:matches(THING_IS_THERE) ~= nil and not text:has_any("loose_objects", "checkable_things", "inner_states")
end

--- What the measure field says: level, clause, part.
local function stated(row)
  local text = row.measure
  if not words.any(text) then return nil end
  if words.left_over(text, { "pointers", "fillers" }) == nil and text:has_any("pointers") then return 0, "M_nothing", text end
  local none = none_in(text)
  if none then return stated_none(row, none) end
  local amount = amount_in(text, true)
  if amount then return 2, "M_amount", amount end
  if text:matches(BARE_SHARE) then
    local counted = text:matches([[^\s*\d+\s*%\s*(?:in timescales?|on time)?\s*$]]) and row.action and row.action:find("checkable_things")
    local only = row.acts[1]
    if counted and only.noun and not counted:matches(RATE) then counted = nil end
    return counted and 2 or 1, counted and "M_amount" or "M_number", counted or text
  end
  local work = text:matches(WORK_DONE) or text:matches(NUMBERS_OF)
  if work then return 1, "M_thing", work end
  local place = text:matches(IN_PLACE)
  local loose = place and words.left_over(text:before(place), NOBODY_SPECIAL) == nil
  if loose and not text:has_any("checkable_products", "papers", "hiring_verbs") then
    return 0, "M_feeling", text
  end
  local many = text:matches(GOES_TO_MANY)
  if many and not text:has_digit() and not text:matches(EVERY_ONE) and not text:matches(SET_FREQUENCY) then return 1, "M_thing", many end
  local proof = text:find("evidence_proofs")
  local only_shown = proof and proof:matches(SHOWN)
    and (text:matches(IN_RECORDS) or words.left_over(text:before(proof), BARE_FEELING) == nil)
  if proof and not only_shown and not text:matches(BARE_PHOTO) and not text:matches(IMPROVED) then return 2, "M_proof", proof end
  if is_there(text) or text:matches(COMPLETION) then return 2, "M_proof", text end
  if text:matches(CAN_SAY) then return 2, "M_proof", text:matches(CAN_SAY) end
  local every = text:matches(EVERY_ONE)
  if every then return 2, "M_proof", every end
  local often = (text:matches(SET_FREQUENCY) or text:matches(AGAIN)) and not text:matches(ONLY_SOURCES)
    and (text:matches(EACH_TIME) or text:find("checkable_things") or is_shown(text))
  if often then return 2, "M_frequency", often end
  local reached = not text:matches(IMPROVED) and reached_in(text)
  if reached then return 2, "M_proof", reached end
  local source = text:matches(BARE_PHOTO) or text:find("evidence_sources_named")
  if source then return 1, "M_source", source end
  local thing = text:find("checkable_things")
  if thing and text:matches(GOOD_CONTACT) then return 0, "M_feeling", text end
  if thing then return 1, "M_thing", thing end
  if text:has_digit() then return 1, "M_number", text end
  local name = words.first_name(text)
  local other = words.left_over(name and text:after(name) or text, SAYS_NOTHING)
  other = other or text:find("loose_things") or text:find("papers")
  local felt = text:has_any("feeling_words", "inner_states") or (text:matches(IMPROVED) and not text:has_any("habit_verbs"))
  if other and not felt then return 1, "M_thing", other end
  return 0, "M_feeling", text
end

local function of_noun(row, act)
  if act.target then return 2, "M_amount", act.decides end
  if act.event then return 2, "M_task", act.decides end
  if act.described then return 0, "M_nothing", act.text end
  local frequency = (act.text:has_any("checkable_things") and frequency_in(row)) or (act.level > 0 and act.text:matches(FREQUENCY))
  if frequency then return 2, "M_frequency", frequency end
  local thing = act.text:find("checkable_products") or act.text:find("checkable_things") or (act.level > 0 and act.decides)
  if thing then return 1, "M_noun", thing end
  return 0, "M_nothing", act.text
end

local function of_negative(act)
  local complains = not act.head and words.any(act.text:before(act.stops)) and not act.text:matches(TO_BE_DONE)
  complains = complains or (not act.head and act.text:matches(NO_PAPER) and act.text:has_any("checkable_products", "papers"))
    or act.text:matches(IS_NOT_DOING)
  if complains then return 0, "M_nothing", act.text end
  local behind = act.text:after(act.stops)
  local countable = act.level > 0 or act.text:has_any("checkable_things")
    or behind:has_any("concrete_verbs", "need_substances", "need_safety")
  return countable and 1 or 0, countable and "M_none_claimed" or "M_nothing", act.decides
end

local function of_soft(row, act, amount)
  local touch = act.head and act.head.verb:matches(IN_TOUCH) and frequency_in(row)
  if touch then return 1, "M_thing", touch end
  if act.level == 0 then return 0, "M_nothing", act.decides end
  if act.event then return 2, "M_task", act.decides end
  if act.target then return 2, "M_amount", act.decides end
  if amount then return 2, "M_amount", amount end
  local object = act.head and act.head.object
  if act.head and act.head.verb:matches(OBEYS) then return 0, "M_nothing", act.decides end
  local to_act = act.pinned and object and object:matches([[\bto\b]])
  if to_act and words.at_start(object:after(to_act), "concrete_verbs") then return 1, "M_thing", to_act end
  local considers = act.head and act.head.verb:matches([[^consider]])
  local watched = act.pinned and ((act.head.verb:has_any("watching_verbs") and not considers) or object:matches(TO_DO)
    or (object:find("papers") and not act.head.verb:matches(JOINS_IN)))
  if watched then return 1, "M_thing", act.pinned end
  local thing = not considers and act.text:find("checkable_things") or (act.pinned and act.head.object:find("checkable_products"))
  if thing then return 1, "M_thing", thing end
  return 0, "M_nothing", act.decides
end

--- A single event, loose as its object may be: a call, a course that is attended.
local function is_event(act)
  if act.event then return not act.decides:matches(MANY) end
  local object = act.head.object
  local nobody = act.contact and words.any(object) and not act.pinned
  if nobody and words.left_over(object, { "loose_objects", "fillers" }) == nil then return false end
  if not words.any(object) and act.head.verb:matches([[^(?:chas|ring back|call back)]]) then return false end
  if act.contact then return not act.head.verb:is("discuss", "discussed", "be discussed", "ask", "asks") end
  if act.text:matches(TRAINING) or (act.text:has_any("course_words") and act.text:matches(ATTENDS)) then return true end
  return act.head.verb:has_any("attending_verbs") and words.any(object) and not act.head.object:matches(MANY)
end

local function of_concrete(row, act, amount)
  if act.level == 0 then return 0, "M_nothing", act.decides end
  if act.contact and not act.pinned and act.text:matches(ANY_CONCERNS) then return 0, "M_nothing", act.text end
  local frequency = frequency_in(row)
  local of_what = words.any(act.head.object) or not act.head.verb:has_any("attending_verbs")
  if frequency and of_what then return 2, "M_frequency", frequency end
  if amount then return 2, "M_amount", amount end
  if is_habit(act) and not (act.pinned and act.text:has_any("checkable_products")) then return 1, "M_habit", act.decides end
  local more = not act.contact and act.text:matches(MORE)
  if more then return 1, "M_habit", more end
  if act.contact and act.head.verb:is("discuss", "discusses") then return 1, "M_thing", act.decides end
  if act.level == 2 or is_event(act) then return 2, "M_task", act.decides end
  local single = not act.contact and not act.head.verb:matches(LOOKS_AGAIN) and act.head.object:matches(SINGLE)
  if single then return 2, "M_task", single end
  return 1, act.contact and "M_thing" or "M_loose", act.decides
end

local function of_act(row, act, amount)
  if act.noun then return of_noun(row, act) end
  if act.negative then return of_negative(act) end
  if act.soft or not act.head then return of_soft(row, act, amount) end
  return of_concrete(row, act, amount)
end

--- What the action alone makes checkable: of several acts the best, but partly where one of them is soft.
local function by_action(row)
  local action = row.action
  if not words.any(action) or #row.acts == 0 then return 0, "M_nothing", action end
  local amount, none = amount_in(action), none_in(action)
  local record = none and action:before(none):words() <= 1 and action:find("kept_records")
  if record then return 2, "M_none_recorded", record end
  if action:matches(BARE_SHARE) and not amount then return 1, "M_number", action end
  local best, why, part, soft, habit = 0, "M_nothing", action, nil, nil
  for _, act in ipairs(row.acts) do
    local level, clause, cite = of_act(row, act, amount)
    if level > best then best, why, part = level, clause, cite end
    if act.soft and level < 2 then soft = act end
    if clause == "M_habit" then habit = act end
  end
  if habit and best == 2 and #row.acts < MANY_ACTS then return 1, "M_bundle", habit.decides end
  if soft and why == "M_task" then return 1, "M_bundle", soft.decides end
  return best, why, part
end

--- What is done whenever something happens, or is not to be done, is no single task.
local function on_condition(row)
  for _, act in ipairs(row.acts) do
    if act.negative or act.text:matches(WHENEVER) then return true end
  end
  return false
end

--- The better of what the measure and the action say.
function measure.read(row)
  local a_level, a_why, a_part = by_action(row)
  local level, why, part = stated(row)
  if level and #row.acts == 0 and level == 2 then return 0, "M_nothing", part end
  local repeated = level == 1 and a_why == "M_task" and (row.measure:matches(MORE) or on_condition(row))
  if not level or (a_level > level and not repeated) then return a_level, a_why, a_part end
  return level, why, part
end

return measure
