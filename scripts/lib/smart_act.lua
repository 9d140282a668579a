--- What an action asks for: its acts one by one, each soft or concrete, its object pinned down or loose.
local words = use "lib/smart_words"
local verbs = use "lib/smart_verb"
local cut = use "lib/smart_cut"
local heads = use "lib/smart_head"
local objects = use "lib/smart_object"
local soft_in, participle_in, head_of, qualified_document = verbs.soft, verbs.participle, heads.of, heads.document
local plain_object, is_initial, is_pointed = objects.plain, objects.initial, objects.pointed
local pinned_in, pinned_behind = objects.pinned, objects.pinned_behind
local SAYS_LITTLE, ONLY_POINTS, ADVERBS = verbs.SAYS_LITTLE, verbs.ONLY_POINTS, verbs.ADVERBS
local COUNTS_FIRST, LENGTH = heads.COUNTS_FIRST, objects.LENGTH

local MARK = [[£\s?\d+|\bby \d{1,2}[.:]\d\d\b]]
local TARGET = [[\d\s*(?:%|per ?cent)|\d+ (?:out )?of \d+|\d+ days in \d]]
local REPEATED = [[\bat \d|\b(?:every|each|weekly|daily|nightly|monthly|fortnightly|a week|a night|a day|times)\b]]
local IT = [[\b(?:it|this|that|them)\b]]
local ON_FILE = [[\b(?:on|in) (?:the |her |his |their |each |every )?(?:child's )?(?:file|files|record|records|system|mosaic|]]
  .. [[lcs|diary|red book)\b]]
local WITH_SOMEBODY = [[^(?:liais|link|engag|work|communicat|collaborat|consult|co-?operat|connect|]]
  .. [[network)\p{L}*(?: in)?(?: up)?(?: with| alongside)?$]]
local CHOOSING = [[^(?:explor|consider|look|research|identif|think)\p{L}*(?: at| into| about)?$]]
local ANY_WORKER = [[^(?:allocated |social |key ?|support |family )*(?:worker|social worker|sw|manager|carers?|foster carers?|]]
  .. [[partner|child|friend|me|i)$]]
local WITH_SERVICE = [[^(?:access|engag|link|liais|signpost|work with|use|consider|explor)\p{L}*]]
local ONE_NAME = [[^[^\p{L}]*(?-i:[A-Z][a-z]+)(?:['’]s)?[^\p{L}]*$]]
local OWNS = [[['’]s]]
local OWNS_BEHIND = [[^['’]s\b]]
local EVENT_TO = [[^\s*(?:a |one )?(?:day |weekend )?(?:trip|visit|outing|walk) to\b]]
local EVENT_WITH = [[\b(?:sessions?|visits?|trips?|walks?|meal|outing|swims?|lessons?|chats?) with\b]]
local BE_AT = [[\b(?:be|is kept|be kept|be stored|be left|be locked)\s+(?:in|at|on|under|by|inside|outside|behind|above|home|]]
  .. [[indoors|downstairs|upstairs|]]
  .. [[there|ready|dressed|up)\b]]
local BE_THERE = [[\b(?:home|indoors|downstairs|upstairs|there|ready|dressed|up)$]]
local NO_PLACE = [[\b(?:in|on|at) (?:place|line|touch|control|charge|date|time|track|board|risk|hand|mind|contact|agreement|]]
  .. [[the (?:loop|centre|heart|]]
  .. [[process|plan)|education|employment|work|training|need|receipt|order|care|a (?:good|better|safe|positive|position))\b|\bup to\b]]
local NOT_ABOVE = [[\b(?:not|no|never|stay|stays|kept) (?:to be )?(?:above|over|more than|below|under|less than|fewer than|]]
  .. [[later than|longer than) \d]]
local ACTS_IN_WHO = [[\bto (?:fund|book|arrange|write|send|order|pay|buy|do|make|take|complete|fill in|apply|ring|chase)\s*$]]
local WHICH = [[\b(?:which|who|what|when|how|where|whether|that)\b]]
local FEEDBACK_ON = [[\b(?:feedback|information|info|advice|details|an update|updates) (?:to \p{L}+ )?(?:on|about|of|for|regarding)\b]]
local BY_SO_MUCH = [[\p{L}{3,} (?:by|to|under|below|above|over|from) £?\d]]
local MEETING_ABOUT = [[^\s*(?:\p{L}+ )?(?:meeting|call|chat|talk|conversation) with\b.{2,40}?\b(?:about|re|on)\b(?! \d)]]
local INSTEAD = [[\p{L}{3,}\W+\p{L}{2,}\W+instead\b|\binstead (?:of \p{L}+ )?\p{L}{3,}]]
local CONTACTED = [[^(?:chased|contacted|rung|phoned|emailed|called|asked|consulted|informed|updated|spoken to|written to|spoken with)$]]
local PROVIDES = [[^(?:be )?(?:provid|offer|receiv|arrang)\p{L}*$]]
local ONE_OF_THEM = [[\d|\b(?:an?|the|his|her|their|our|my|to|at|in|on|from|for|with|each|every|two|three|four|five|six|of)\b|]]
  .. [[(?-i:\b[A-Z]\p{L}*)|['’]s\b]]
local ONLY_BETTER = [[^\s*(?:much |a lot |a bit |even )?(?:better|more|less|well|properly|healthily|differently|nicely|]]
  .. [[sensibly|normally|]]
  .. [[harder|together)(?: (?:together|better|and better))?\W*$]]
local BY_COURT = [[^\s*by (?:the )?(?:court|panel|judge|board|cabinet|adm)\b]]
local UNDECIDED = [[\b(?:decision|result|outcome|verdict|ruling)s?\s*$]]
local ONE_PAPER = [[\b(?:referral|application|appointment|assessment|meeting)\b]]
local TIME_WITH = [[\b(?:contact|time|calls?|visits?) with (?=\p{L})]]
local DOES_WORK = [[^(?:do some|undertake|carry out|complete) work$|^do work$]]
local WORK_ABOUT = [[\b(?:about|on|around|regarding|re)\s+\p{L}{3}]]
local AMOUNTS = [[^(?:be )?(?:ensur|address|improv|continu|maintain|increas|reduc|decreas|resum|rais|lower|limit)\p{L}*$]]
local DESCRIBES = [[\b(?:should|could|needed to|ought to) have\b|\b(?:is|was|are|were|remains?)\s+(?:not\s+|very\s+|too\s+|still\s+)?]]
  .. [[(?:poor|good|weak|unclear|lacking|inadequate|limited|thin|generic|repetitive|outstanding|strong|excellent|pleasing|satisfactory|]]
  .. [[inconsistent|evident|insufficient|not clear|well written|a good piece)\b|\bno evidence of\b|]]
  .. [[\b(?:unclear|not clear|missing|not recorded|inconsistent|weak|absent|inadequate|insufficient)(?: (?:from|on|]]
  .. [[in) (?:the )?(?:file|record|plan|]]
  .. [[assessment|system))?[^\w)]*$|\b(?:poor quality|not good enough|not smart|lacks|lacking|too brief|not detailed|]]
  .. [[needs improvement)\b]]
local SAYS_LITTLE_SOFTLY = {
  "outcome_persons", "person_owners", "role_initials", "adult_aims", "soft_verbs", "light_verbs", "loose_objects", "places",
  "vague_themes", "fillers"
}
local WHOM = { "agency_owners", "person_owners", "role_initials", "outcome_persons", "loose_objects", "fillers" }
local ONLY_WISHES = { "slogans", "outcome_persons", "fillers" }

--- "Ensure review takes place", "home is clean": what looks like a verb is a thing or a state.
local function is_named(behind, inner, carrier)
  if participle_in(inner) then return false end
  local before = behind:before(inner)
  if before:matches([[\b(?:is|are|be|more|too|very)\s*$]]) then return true end
  return not carrier:matches([[\bto$|\bi$|\bon$]]) and before:words() == 0 and inner:words() == 1
end

--- An act behind ensure, continue to and the like, if there is one whose object is pinned down.
local function carried(text, head)
  local carrier = not head.passive and words.at_start(text:after(text:before(head.verb)), "carrier_verbs")
  if not carrier then return nil end
  local behind = text:after(carrier)
  local inner = behind:find("concrete_verbs")
  while inner and is_named(behind, inner, carrier) do
    local rest = behind:after(inner)
    inner = rest:find("concrete_verbs")
    if not inner then return nil end
  end
  if not inner or behind:before(inner):has_any("negatives", "soft_verbs") then return nil end
  if inner:words() == 1 and behind:after(inner):matches([[^(?:n['’]t|\s+not)\b]]) then return nil end
  local act = { head = { verb = inner, subject = behind:before(inner), object = behind:after(inner), carried = true } }
  act.contact = inner:has_any("contact_verbs")
  if pinned_in(act, act.head.object) then return act.head end
  if words.left_over(behind:before(inner), SAYS_LITTLE) or behind:before(inner):has_any("checkable_products") then
    act.head.object = behind:before(inner)
    return act.head
  end
  return nil
end

--- "not to", "stop", "no": what is not to happen, when it stands before the act.
local function negative_in(text, head)
  local hit = text:find("negatives")
  if not hit or text:before(hit):words() > 6 or text:after(hit):matches([[^\s+trouble\b]]) then return nil end
  if not head then return text:before(hit):words() <= 4 and hit or nil end
  return words.place(text, hit) <= words.place(text, head.verb) and hit or nil
end

local function read_negative(act, hit)
  local behind = act.text:after(hit)
  act.negative, act.stops, act.decides = true, hit, hit
  local limit = behind:find("limit_words")
  if limit and words.left_over(behind:before(limit), { "negatives", "fillers", "loose_objects" }) then
    act.level, act.why, act.decides = 2, "S_limit", limit
  elseif act.text:has_any("away_words") then
    act.level, act.why = 1, "S_away"
  else
    act.level, act.why = 0, "S_negative"
  end
  return act
end

--- Said how often, how long or when.
local function is_set(text)
  return text:has_digit() or text:matches(REPEATED) or text:matches(LENGTH)
end

--- "Three Houses session with each girl": what it is and who with.
local function event_in(text)
  local going = text:matches(EVENT_TO)
  if going and words.left_over(text:after(going), SAYS_LITTLE) then return going end
  local about = text:matches(MEETING_ABOUT)
  if about and words.left_over(text:after(about), SAYS_LITTLE) then return about end
  local event = text:matches(EVENT_WITH)
  if not event or not words.left_over(text:before(event), SAYS_LITTLE) then return nil end
  local behind = text:after(event)
  local somebody = behind:has_any("people_named", "person_owners", "role_initials") or is_initial(behind) or words.first_name(behind)
  return somebody and event or nil
end

--- A noun without a verb.
local function read_noun(act)
  local text = act.text
  local target = text:matches(TARGET) or text:matches(COUNTS_FIRST) or text:matches(NOT_ABOVE) or text:matches(MARK)
  local product = text:find("checkable_products")
  act.noun, act.target, act.product = true, target ~= nil, product
  local event = event_in(text)
  if event then
    act.level, act.why, act.decides, act.event, act.target = 2, "S_act", event, true, false
  elseif target then
    act.level, act.why, act.decides = 1, "S_target", target
  elseif product then
    act.level, act.why, act.decides = 1, "S_noun", product
  elseif qualified_document(text) or text:matches(ONE_PAPER) or (words.left_over(text, SAYS_LITTLE) and is_set(text)) then
    act.level, act.why, act.decides = 1, "S_noun", text
  else
    act.level, act.why, act.decides = 0, "S_topic", text
  end
  return act
end

--- A professional whose job says what it is about: to liaise with the midwife.
local function professional_in(text)
  local role = text:find("person_owners")
  if role and not role:has_any("family_members", "people_named") and not role:matches(ANY_WORKER) then return role end
  return nil
end

--- What a soft verb leaves pinned down. A first name does so only where a service may be meant: to link in with Xavier.
local function left_softly(head, object)
  local left = words.left_over(object, SAYS_LITTLE_SOFTLY)
  while left and left:matches(ONE_NAME) and words.unknown(left)
    and (left:matches(OWNS) or object:after(left):matches(OWNS_BEHIND) or not head.verb:matches(WITH_SERVICE)) do
    object = object:after(left)
    left = words.left_over(object, SAYS_LITTLE_SOFTLY)
  end
  return left
end

--- "Be downstairs by 7.15", "card to be in his bag", "dog to be kept in the yard": where, anyone can see.
local function somewhere_in(act)
  local text = act.text
  local place = text:matches(BE_AT)
  if not place or text:matches(NO_PLACE) then return nil end
  local behind = text:after(place)
  if place:matches(BE_THERE) then return (behind:has_digit() or behind:matches(REPEATED)) and place or nil end
  return (words.left_over(behind, SAYS_LITTLE) or behind:has_any("loose_things", "places")) and place or nil
end

--- "Sort the post into three boxes"
local function object_into(object)
  local into = object:matches([[\binto\b]])
  return into and words.left_over(object:before(into), SAYS_LITTLE) ~= nil
end

local function read_soft(act)
  local head = act.head
  act.soft = true
  local target = head.state and act.text:matches(TARGET)
  if target then
    act.level, act.why, act.decides, act.target = 1, "S_target", target, true
    return act
  end
  if head.verb:is("sort", "sorts") and object_into(head.object) then
    act.soft, act.level, act.why, act.decides, act.pinned = false, 2, "S_act", head.object, head.object
    return act
  end
  local kept = head.state and act.text:matches(ON_FILE)
  if kept and head.subject and words.any(head.subject) then
    act.level, act.why, act.decides, act.pinned = 1, "S_target", kept, kept
    return act
  end
  local somewhere = (head.state or head.verb:is("be kept", "keep", "keeps")) and somewhere_in(act)
  if somewhere then
    act.soft, act.level, act.why, act.decides, act.pinned = false, 2, "S_act", somewhere, somewhere
    return act
  end
  if head.state or head.verb:has_any("inner_states") then
    act.level, act.why, act.decides = 0, "S_hope", head.verb
    return act
  end
  if head.verb:has_any("carrier_verbs") and head.object:has_any("negatives") then
    if head.object:has_any("away_words") then
      act.level, act.why, act.decides = 1, "S_away", head.object
      return act
    end
    act.level, act.why, act.decides = 0, "S_hope", head.object
    return act
  end
  local object = plain_object(head.object)
  act.pinned = object:find("checkable_products") or left_softly(head, object) or qualified_document(object)
    or (head.verb:has_any("watching_verbs") and object:find("checkable_things"))
    or (head.passive and head.after:find("checkable_products"))
    or (object:matches(TIME_WITH) and object:has_any("family_members", "people_named") and object)
    or (head.verb:matches(WITH_SOMEBODY) and professional_in(object))
    or (head.verb:matches(CHOOSING) and object:has_any("places") and words.left_over(object, SAYS_LITTLE))
    or (head.verb:matches(AMOUNTS) and object:find("checkable_things"))
  local used = head.verb:is("use", "uses", "using", "look at", "looks at") and act.text:matches(REPEATED)
  if used and not act.pinned and act.follows then act.pinned = object end
  if act.pinned and used then
    act.soft, act.level, act.why, act.decides = false, 2, "S_act", act.pinned
  elseif act.pinned then
    act.level, act.why, act.decides = 1, "S_soft", act.pinned
  elseif object:matches(BY_SO_MUCH) then
    act.level, act.why, act.decides, act.target = 1, "S_target", object, true
  elseif head.verb:matches(DOES_WORK) and object:matches(WORK_ABOUT) then
    act.soft, act.level, act.why, act.decides = false, 1, "S_loose", object
  else
    act.level, act.why, act.decides = 0, "S_vague", head.verb
  end
  return act
end

--- "To be updated": what, nobody can tell.
local function is_bare_passive(head)
  return participle_in(head.verb) and words.left_over(head.object, ONLY_POINTS) == nil
    and (not head.subject or words.left_over(head.subject, ONLY_POINTS) == nil)
end

--- "Agree with Dad which nights", "give Mum feedback on the assessment": what is said or given.
local function told_in(head)
  local about = head.object:matches(head.verb:is("agree", "agrees", "agree with", "decide", "decides") and WHICH or FEEDBACK_ON)
  return about and words.left_over(head.object:after(about), SAYS_LITTLE) or nil
end

--- "Provide housing advice", "be offered tuition": a kind of help, and no more is said of it.
local function is_kind(behind)
  return words.any(behind) and behind:words() <= 3 and not behind:matches(ONE_OF_THEM) and not words.first_name(behind)
    and not behind:has_any("checkable_products")
end

local function read_concrete(act)
  local head = act.head
  act.contact = (head.contact or head.verb:has_any("contact_verbs")) and not head.passive
  if head.verb:matches([[^meets?$]]) and head.object:matches([[\bneeds\b]]) then
    act.soft, act.level, act.why, act.decides = true, 0, "S_vague", head.verb
    return act
  end
  local by_court = head.after and head.after:matches(BY_COURT)
  if by_court then
    act.soft, act.level, act.why, act.decides, act.pinned = true, 1, "S_soft", by_court, head.object
    act.event = true
    return act
  end
  local comes_out = head.verb:has_any("light_verbs") or head.verb:is("known", "go to", "goes to", "decided", "made", "heard")
  if comes_out and head.subject and head.subject:matches(UNDECIDED) then
    act.soft, act.level, act.why, act.decides, act.pinned = true, 1, "S_soft", head.subject, head.subject
    return act
  end
  local asked = head.passive and head.verb:matches(CONTACTED) and head.subject
  if asked and words.left_over(asked, WHOM) == nil and not words.left_over(head.after or head.object, WHOM) then
    act.level, act.why, act.decides, act.contact = 1, "S_loose", head.verb, true
    return act
  end
  if head.object:matches(ONLY_BETTER) and not act.contact and not head.passive then
    act.soft, act.level, act.why, act.decides = true, 0, "S_hope", head.object
    return act
  end
  act.pinned = pinned_in(act, head.object) or told_in(head)
  if act.pinned and head.verb:matches(PROVIDES) and is_kind(act.text:after(head.verb)) then
    act.level, act.why, act.decides, act.pinned = 1, "S_loose", head.verb, nil
    return act
  end
  if not act.pinned and head.passive and head.object ~= head.after then act.pinned = pinned_behind(act, head) end
  if not act.pinned and head.subject and not act.contact then
    local product = head.subject:find("checkable_products")
    act.pinned = product and not product:matches([[work$]]) and product or qualified_document(head.subject)
  end
  if head.verb:has_any("happening_verbs") and head.subject and is_pointed(head.subject) then
    act.level, act.why, act.decides = 0, "S_pointer", head.subject
    return act
  end
  local whose = is_pointed(head.object) and not act.contact and head.subject
  if not act.pinned and whose and (is_initial(whose) or words.first_name(whose) or whose:has_any("people_named")) then
    act.pinned = head.object
  end
  local points_back = is_pointed(head.object) or (act.contact and head.object:matches(IT))
  if not act.pinned and act.follows and points_back then act.pinned = head.object end
  local bare = not words.any(head.object) and not head.passive
  if not act.pinned and bare and act.follows and act.follows.noun then act.pinned = act.follows.product end
  if not act.pinned and head.verb:is("change the", "changes the") and not head.object:has_any("loose_things") then
    act.soft, act.level, act.why, act.decides = true, 0, "S_vague", head.verb
    return act
  end
  if act.pinned then
    act.level, act.why, act.decides = 2, "S_act", act.pinned
  elseif (is_pointed(head.object) and not act.contact) or is_bare_passive(head) then
    act.level, act.why, act.decides = 0, "S_pointer", head.object
  elseif head.verb:has_any("happening_verbs") and head.subject and words.any(head.subject) then
    act.level, act.why, act.decides, act.event = 1, "S_loose", head.subject, true
  elseif (head.unknown or head.verb:has_any("light_verbs")) and not act.contact and not act.text:has_any("loose_things") then
    act.level, act.why, act.decides = 0, "S_vague", head.verb
  else
    act.level, act.why, act.decides = 1, "S_loose", head.verb
  end
  return act
end

--- "... and help him put it up", "... and look at it": behind another act these are acts of their own.
local function helped(head)
  if head.verb:is("look at", "looks at") and head.object:matches([[^\s+(?:it|them|him|her)\b]]) then
    return { verb = head.verb, subject = head.subject, object = head.object }
  end
  if not head.verb:is("help", "helps") then return nil end
  local verb = head.object:find("concrete_verbs")
  if not verb or head.object:before(verb):words() > 2 then return nil end
  return { verb = verb, subject = head.subject, object = head.object:after(verb) }
end

--- "To begin to engage": the soft verb behind a verb that carries it.
local function softened(text, head)
  local carrier = not head.passive and words.at_start(text:after(text:before(head.verb)), "carrier_verbs")
  local behind = carrier and text:after(carrier)
  local soft = behind and soft_in(behind)
  if not soft or words.left_over(behind:before(soft), ADVERBS) then return head end
  return { verb = soft, soft = true, subject = head.subject, object = behind:after(soft) }
end

--- "Chronology is poor", when nothing is said to be done before it.
local function described(text)
  local state = text:matches(DESCRIBES)
  if not state then return nil end
  local before = text:before(state)
  if before:matches(verbs.INFINITIVE) or verbs.at_start(verbs.bare(before)) then return nil end
  return state
end

--- follows: the act before this one, or nil.
local function read(text, follows)
  local act = { text = text, follows = follows }
  act.head = head_of(text, follows)
  local negative = negative_in(text, act.head)
  if negative and not act.head and text:matches(NOT_ABOVE) then return read_noun(act) end
  if negative then return read_negative(act, negative) end
  local nothing = text:find("no_action") or described(text)
  if nothing then
    act.noun, act.level, act.why, act.decides, act.described = true, 0, "S_hope", nothing, true
    return act
  end
  if not act.head then return read_noun(act) end
  if words.left_over(text, ONLY_POINTS) == nil then
    act.level, act.why, act.decides = 0, "S_pointer", text
    return act
  end
  if text:has_any("slogans") and not text:has_any("checkable_things") and words.left_over(text, ONLY_WISHES) == nil then
    act.soft, act.level, act.why, act.decides = true, 0, "S_hope", text
    return act
  end
  local inner = carried(text, act.head)
  if not inner and follows then inner = helped(act.head) end
  if not inner and not act.head.soft then act.head = softened(text, act.head) end
  if not inner and (act.head.soft or act.head.verb:has_any("carrier_verbs")) then return read_soft(act) end
  act.head = inner or act.head
  return read_concrete(act)
end

local acts = {}

--- The acts of an action, in order; empty for a blank one.
function acts.read(action)
  local list = {}
  if not words.any(action) then return list end
  for _, part in ipairs(cut.acts(action)) do
    if words.any(part) then table.insert(list, read(part, list[#list])) end
  end
  return list
end

--- Several acts count as the weakest that matters, but as partly at least where one of them is specific: level, clause and the
--- words that decided. A loose act beside a specific one doesn't matter; a soft one does.
function acts.level(list, action, who)
  local done_by = #list == 1 and list[1].noun and list[1].level == 1 and words.any(who) and who:matches(ACTS_IN_WHO)
  if done_by then return 2, "S_act", list[1].decides end
  if #list == 0 then return 0, "S_blank", action end
  local instead = list[1].negative and list[1].head and action:matches(INSTEAD)
  if instead then return 2, "S_limit", instead end
  local best, low = 0, nil
  for _, act in ipairs(list) do
    if act.level > best then best = act.level end
  end
  for place, act in ipairs(list) do
    local matters = act.soft or act.level == best or (place == 1 and not act.negative and best < 2)
    if matters and (not low or act.level < low.level) then low = act end
  end
  if low.level < best then return 1, "S_bundle", low.decides end
  return low.level, low.why, low.decides
end

return acts
