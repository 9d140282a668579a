--- What an action asks for: its acts one by one, each soft or concrete, its object pinned down or loose.
local words = use "lib/smart_words"

local CUT = [[[;\n•]|[.:]\s|,|\band\b|\bthen\b|&|\+|\s[-–]\s]]
local LEAD = [[^[\s,\-]*(?:(?:then|also|and|to|will|please|urgently|immediately|she|he|they|we|i|it)\b\s*)+]]
local INFINITIVE = [[\b(?:to|will|must|should|shall|can|needs? to|ha(?:s|ve) to|is to|are to|agrees? to|i)\b]]
local PASSIVE = [[\b(?:to|will|must|should|shall|needs? to|ha(?:s|ve) to)\s+be\s+]]
local ENDS_AS_DONE = [[^\s*(?:\p{L}+ly\s+)?\p{L}+(?:ed|wn|ught|ept)\b]]
local PLURAL = [[^(?!discuss|address|assess|process|access|progress|focus)\p{L}+[^s]s$]]
local CONDITION = [[\b(?:so that|so (?:she|he|they|it|i|mum|dad)|in order to|to help|to improve|to ensure|to support|]]
  .. [[to reduce|to promote|to address|to meet|because|due to|if|once|when|until|unless|as (?:he|she|they|mum|dad|it))\b]]
local LENGTH = [[(?<![:\d])\b(?:\d+|two|three|four|five|six|seven|eight|ten|twelve|twenty)\s*-?\s*(?:\p{L}+\s+)?(?:weeks?|]]
  .. [[weekly|sessions?|hours?|lessons?|appointments?|visits?|wks?)\b]]
local COUNTED = [[\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty) (?:of (?:her|his|the|their|my) )?(?!days?\b|weeks?\b|months?\b|hours?\b|]]
  .. [[working|years?\b)\p{L}{3}]]
local TARGET = [[\d\s*(?:%|per ?cent)|\d+ (?:out )?of \d+|\d+ days in \d]]
local REPEATED = [[\bat \d|\b(?:every|each|weekly|daily|nightly|monthly|fortnightly|a week|a night|a day|times)\b]]
local LAST_WORD = [[\p{L}[\p{L}'’-]+(?=\s*$)]]
local SENT_TO = [[\b(?:referrals?|applications?|registration|requests?|nominations?|claims?)\b]]
local SOMEBODY_NEW = [[\b(?:an?|another|new) (?:\p{L}+ ){0,2}(?:worker|mentor|advocate|visitor|tutor|nurse|manager|officer|coach|lead)\b]]
local IT = [[\b(?:it|this|that|them)\b]]
local ERRAND = [[^\s*(?:\p{L}+ ){0,2}(?:referrals?|applications?|letters?|invitations?|requests?|invites?|nominations?)\s+(?:to|for)\b(?!\s+be\b)]]
local NAMED = [[(?-i:\b[a-z]+ )\K(?-i:[A-Z][\p{L}'’]+(?: (?:of|and|for))?(?: [A-Z][\p{L}'’]*)+)]]
local ON_FILE = [[\b(?:on|in) (?:the |her |his |their |each |every )?(?:child's )?(?:file|files|record|records|system|mosaic|lcs|diary|red book)\b]]
local UNKNOWN_ORDER = [[^\s*[\p{L}-]{3,}(?=\s+(?:(?-i:Dr|Mr|Mrs|Ms)|the|an?|his|her|their|my|our|all|each|every|both|mum's|dad's|him|them|it)\b|]]
  .. [[\s+(?-i:[A-Z](?:[a-z]+)?)\b(?:['’]s)?\s+(?-i:[a-z]))]]
local WITH_SOMEBODY = [[^(?:liais|link|engag|work|communicat|collaborat|consult|co-?operat|connect|network)\p{L}*(?: in)?(?: up)?(?: with| alongside)?$]]
local CHOOSING = [[^(?:explor|consider|look|research|identif|think)\p{L}*(?: at| into| about)?$]]
local ANY_WORKER = [[^(?:allocated |social |key ?|support |family )*(?:worker|social worker|sw|manager|carers?|foster carers?|partner|child|friend|me|i)$]]
local DETERMINED = [[^\s+(?:the|an?|his|her|their|my|our|all|each|every|both|up|out|any)\b]]
local AT_SET_TIMES = [[\bon (?:\p{L}+days)\b|\b(?:every|each) \p{L}+|\bat (?:\d|one|two|three|four|five|six|seven|eight|nine|ten)\b]]
local FROM_TO = [[\bfrom \d+ to \d+\b]]
local TIME_WITH = [[\b(?:contact|time|calls?|visits?) with (?=\p{L})]]
local GERUND = [[^\p{L}{2,}ing\b]]
local ENDS_IN_S = [[^\p{L}*[^s\W]s\b]]
local HELPER = [[\b(?:advocate|mentor|tutor|interpreter|translator|counsellor|solicitor|mediator|chaperone|visitor|buddy)\b]]
local HOLDS_ITS_OBJECT = [[^\S+ (?:an?|the) \p{L}{3,}$]]
local AMOUNTS = [[^(?:be )?(?:ensur|address|continu|maintain|increas|reduc|decreas|resum|rais|lower|limit)\p{L}*$]]
local BE = [[\bbe\s[\s\S]*$]]
local SOFT_FRAMES = {
  [[\bh(?:old|olds|olding)\s+(?:\S+\s+){1,4}in mind\b|\bmak(?:e|es|ing)\s+(?:(?:\S+\s+){1,3}feel|(?:\S+\s+){0,2}(?:friends|memories))\b|]]
    .. [[\bplay(?:s|ing)?\s+(?:\S+\s+){0,3}(?:part|role) in\b|\btak(?:e|es|ing)\s+(?:(?:\S+\s+){1,3}seriously|charge)\b|]]
    .. [[\bkeep(?:s|ing)?\s+(?:\S+\s+){1,4}(?:open|at (?:the )?(?:centre|heart))\b|\bput(?:s|ting)?\s+(?:\S+\s+){1,3}into practice\b|]]
    .. [[\bmeet(?:s|ing)?\s+(?:\S+\s+){0,2}(?:expectations|requirements|standards)\b]],
  [[\bkeep(?:s|ing)?\s+(?:\S+\s+){0,4}(?:safe|safer|informed|updated|in mind|involved|calm|stable|focused|on track|up to date|]]
    .. [[in the loop|under review)\b|\b(?:stay|get|be|keep)(?:s|ing)?\s+(?:back )?on (?:the )?(?:right )?track\b]],
  [[\bmak(?:e|es|ing)\s+(?:\S+\s+){0,3}(?:choices|decisions|changes|progress|improvements?|efforts?|sense|a difference)\b|]]
    .. [[\b(?:have|has|having)\s+(?:\S+\s+){0,3}(?:oversight|insight|understanding|awareness|regard|confidence|consistency|]]
    .. [[stability|input|involvement|boundaries|routines?)\b]],
  [[\b(?:show|shows|have|has|take|takes|build|develop)\s+(?:\S+\s+){0,3}(?:interest|relationships?|attitude|pride)\b|]]
    .. [[\b(?:show|shows|showing)\s+(?:\S+\s+){0,2}(?:insight|empathy|understanding|commitment|respect|warmth|love|affection|willingness)\b|]]
    .. [[\b(?:show|prove|demonstrate)s?\s+(?:that\s+)?(?:they|she|he|mum|dad|i|we)\s+(?:can|have|has|are|is|will|want|know|understand)\b]],
  [[\b(?:give|gives|giving|offer|offers|offering|provide|provides|providing)\s+(?:\S+\s+){0,3}(?:support|consideration|thought|]]
    .. [[attention|reassurance|encouragement|opportunit(?:y|ies)|stability|nurture|consistency|strategies)\b]],
  [[\btak(?:e|es|ing)\s+(?:\S+\s+){0,2}(?:responsibility|ownership|account|control|steps|care of (?:herself|himself|themselves))\b|]]
    .. [[\bput(?:s|ting)?\s+(?:\S+\s+){1,4}(?:first|before (?:her|his|their) own|at the (?:centre|heart)|above)\b|]]
    .. [[\bset(?:s|ting)?\s+(?:\S+\s+){0,2}(?:boundaries|expectations|goals)\b]],
}
local COUNTS_FIRST = [[^\s*(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?:\p{L}+\s+){0,3}\p{L}+s\b]]
local RAISE = [[\brais(?:e|es|ed|ing)(?=\s+(?:\S+\s+){1,6}(?:at|with)\s)]]
local ONLY_CAPITALS = [[^[^\p{L}]*+(?:(?-i:[A-Z]{1,4})\b[^\p{L}]*+)++$]]
local PARTICIPLE = [[\b(?!speed|indeed|exceed|proceed|succeed|seed|hundred|breed|need)\p{L}{3,}ed\b]]
local ONLY_NAMES = [[^[^\p{L}]*+(?:(?-i:[A-Z])[\p{L}'’-]*+[^\p{L}]*+)++$]]
local DESCRIBES = [[\b(?:should|could|needed to|ought to) have\b|\b(?:is|was|are|were|remains?)\s+(?:not\s+|very\s+|too\s+|still\s+)?]]
  .. [[(?:poor|good|weak|unclear|lacking|inadequate|limited|thin|generic|repetitive|outstanding|strong|excellent|pleasing|satisfactory|]]
  .. [[inconsistent|evident|insufficient|not clear|well written|a good piece)\b|\bno evidence of\b]]
local TOPIC = [[\b(?:about|regarding|re|around|concerning|to ask|to say|what|whether|how|that|if (?!needed|required|necessary|possible|appropriate|not\b)|]]
  .. [[for (?:an?|the|his|her|their|our|my|copies|dates?|advice on))\b]]

local WHO = { "person_owners", "role_initials", "agency_owners" }
local OWNERS_ONLY = {
  "person_owners", "role_initials", "agency_owners", "outcome_persons", "adult_aims", "places", "loose_objects", "fillers"
}
local PERSONS = { "person_owners", "role_initials", "fillers" }
local PEOPLE_ONLY = { "person_owners", "role_initials", "agency_owners", "outcome_persons", "fillers" }
local SAYS_LITTLE = { "outcome_persons", "person_owners", "role_initials", "adult_aims", "loose_objects", "fillers" }
local SAYS_LITTLE_SOFTLY = {
  "outcome_persons", "person_owners", "role_initials", "adult_aims", "soft_verbs", "light_verbs", "loose_objects", "places",
  "vague_themes", "fillers"
}
local NO_TOPIC = {
  "loose_objects", "person_owners", "role_initials", "agency_owners", "outcome_persons", "adult_aims", "meeting_places", "places",
  "fillers"
}
local NO_TOPIC_NAMED = { "loose_topics", "person_owners", "fillers" }
local ONLY_WISHES = { "slogans", "outcome_persons", "fillers" }
local ONLY_POINTS = { "pointers", "fillers" }
local NAMED_DOER = { "person_owners", "role_initials", "agency_owners", "outcome_persons", "people_named", "adverbs", "fillers", "negatives" }
local ADVERBS = { "fillers", "adverbs" }

--- A soft verb that is part of something else, such as support letter, doesn't count.
local function soft_in(text)
  local hit, exception = text:find("soft_verbs"), text:find("soft_verb_exceptions")
  while hit and exception do
    if words.within(text, hit, exception) then return soft_in(text:after(exception)) end
    if words.place(text, exception) > words.place(text, hit) then return hit end
    exception = text:after(exception):find("soft_verb_exceptions")
  end
  return hit
end

local function verb_in(text)
  local soft, concrete = soft_in(text), text:find("concrete_verbs")
  local verb = words.earlier(text, soft, concrete)
  return verb, verb ~= nil and verb == soft
end

--- A participle at the very beginning: "completed", "sent".
local function participle_in(text)
  return text:matches(ENDS_AS_DONE) or words.at_start(text, "participles")
end

local function verb_at_start(text)
  local verb, is_soft = verb_in(text)
  if verb and text:before(verb):words() == 0 then return verb, is_soft end
  return nil
end

--- Behind then, to, will and the like.
local function without_lead(text)
  local lead = text:matches(LEAD)
  return lead and text:after(lead) or text
end

local function starts_with_owner(text)
  for _, list in ipairs(WHO) do
    local owner = words.at_start(text, list)
    if owner then return owner end
  end
  return nil
end

--- Does an act begin here: a verb, or an owner and then a verb, as in "Gran carries the bag"?
local function begins_act(text, in_gerunds)
  local bare = without_lead(text)
  local verb = verb_at_start(bare)
  if verb and verb:matches(GERUND) and not text:matches([[^[\s\S]{0,3}\bthen\b]]) and not in_gerunds then return false end
  if verb then return true end
  local owner = starts_with_owner(bare)
  if not owner then return false end
  local rest = bare:after(owner)
  return rest:matches([[^\s+(?:to|will|must|should)\b]]) ~= nil or verb_at_start(without_lead(rest)) ~= nil
end

--- "SW to rewrite it", behind a statement of what is wrong.
local function acts_next(text)
  local owner = starts_with_owner(without_lead(text))
  return owner ~= nil and without_lead(text):after(owner):matches([[^\s+(?:to|will|must|should)\b]]) ~= nil
end

local function has_verb(text)
  return verb_in(text) ~= nil or text:matches(INFINITIVE) ~= nil
end

--- The action cut into acts where a new verb begins.
local function cut_up(action)
  local parts, current, rest = {}, action, action
  local first = verb_in(action)
  local in_gerunds = first ~= nil and first:matches(GERUND) ~= nil
  local cut = rest:matches(CUT)
  while cut do
    local tail, before = rest:after(cut), current:before(cut)
    local states = before:words() > 2 and words.left_over(before, PEOPLE_ONLY) ~= nil and acts_next(tail)
    local colon = cut:matches([[^:]]) and words.any(before)
    if (has_verb(before) or states or colon) and begins_act(tail, in_gerunds) then
      table.insert(parts, before)
      current = tail
    end
    rest = tail
    cut = rest:matches(CUT)
  end
  table.insert(parts, current)
  return parts
end

--- Behind "to" or "will": a known verb, or behind an owner any word at all.
local function infinitive_head(text)
  local marker = text:matches(INFINITIVE)
  while marker do
    local before, behind = text:before(marker), without_lead(text:after(marker))
    local verb, is_soft = verb_in(behind)
    if verb and words.left_over(behind:before(verb), ADVERBS) == nil and not behind:before(verb):has_any("negatives") then
      local object = behind:after(verb)
      local starts = verb:is("start", "starts", "begin", "begins") and words.left_over(object, { "fillers" }) == nil
      local happens = starts or verb:has_any("happening_verbs")
      local names_subject = words.left_over(before, { "person_owners", "role_initials", "adult_aims", "loose_objects", "fillers" })
      names_subject = names_subject or (is_soft and before:find("checkable_things"))
      local changes = (happens or (is_soft and not words.any(object))) and names_subject ~= nil
      return { verb = verb, soft = is_soft, subject = before, object = changes and before or object, after = changes and object or nil }
    end
    local unknown = words.left_over(before, OWNERS_ONLY) == nil and behind:matches([[^\s*\K\p{L}[\p{L}'’-]*]])
    if unknown and (unknown:matches([['’]s$]]) or unknown:has_any("person_owners", "outcome_persons", "agency_owners")) then unknown = nil end
    if unknown then
      local state = unknown:is("be", "feel")
      return { verb = unknown, soft = state, state = state, unknown = true, subject = before, object = behind:after(unknown) }
    end
    marker = text:after(marker):matches(INFINITIVE)
  end
  return nil
end

--- "Chronology to be completed": what stands before is the object, unless it is only who acts.
local function passive_head(text)
  local passive = text:matches(PASSIVE)
  if not passive or not words.any(text:before(passive)) then return nil end
  local before, after = text:before(passive), text:after(passive)
  local active = infinitive_head(before)
  if active and not active.unknown then return nil end
  local be = text:after(before):matches(BE)
  local phrase = be and words.at_start(be, "soft_verbs")
  if not phrase and be and words.at_start(be, "concrete_verbs") then return nil end
  if phrase then
    local behind = text:after(phrase)
    local helped = words.left_over(before, PEOPLE_ONLY) == nil and not before:has_any("checkable_products")
    return { verb = phrase, soft = true, subject = before, passive = true, object = helped and behind or before, after = behind }
  end
  phrase = soft_in(text)
  if phrase and words.within(text, passive, phrase) then
    local behind = text:after(phrase)
    return { verb = phrase, soft = true, subject = text:before(phrase), passive = true, object = behind, after = behind }
  end
  local verb, is_soft = verb_at_start(after)
  verb = verb or participle_in(after)
  local head = { verb = verb or passive, soft = is_soft or not verb, state = not verb, subject = before, passive = true }
  head.after = verb and after:after(verb) or after
  local only_owner = words.left_over(before, head.soft and PEOPLE_ONLY or PERSONS) == nil
  head.object = (only_owner and not before:has_any("checkable_products")) and head.after or before
  return head
end

--- A document with a word that says which: "visits report", but not "new report".
local function qualified_document(text)
  local rest, paper = text, text:find("papers")
  while paper do
    local which = text:before(paper):matches(LAST_WORD)
    if which and not which:has_any("loose_adjectives", "light_verbs", "contact_verbs", "fillers") then return which end
    rest = rest:after(paper)
    paper = rest:find("papers")
  end
  return nil
end

--- Somebody who acts: a person, a role, a name or initials.
local function is_doer(text)
  local left = words.left_over(text, NAMED_DOER)
  return left == nil or left:matches(ONLY_CAPITALS) ~= nil or words.first_name(text) ~= nil
end

--- "iPad handed to Nan": a participle that no list knows, with something in front of it.
local function unknown_participle(text)
  local hit = text:matches(PARTICIPLE)
  if not hit or not words.any(text:before(hit)) or not words.unknown(hit) then return nil end
  return { verb = hit, soft = false, subject = text:before(hit), object = text:before(hit), after = text:after(hit) }
end

local function ends_with_person(text)
  for _, person in ipairs(words.each(text, "person_owners")) do
    if text:after(person):words() == 0 then return true end
  end
  return false
end

--- "Review minutes sent out": the first word that could be a verb is a noun, and what was done stands behind.
local function done_behind(text, noun)
  local rest = text:after(noun)
  local verb = rest:find("concrete_verbs")
  while verb do
    if participle_in(verb) then return { verb = verb, soft = false, subject = text:before(verb), object = text:before(verb), after = text:after(verb) } end
    if verb:matches(ENDS_IN_S) and ends_with_person(text:before(verb)) then
      return { verb = verb, soft = false, subject = text:before(verb), object = text:after(verb) }
    end
    rest = rest:after(verb)
    verb = rest:find("concrete_verbs")
  end
  return nil
end

local function soft_frame(text)
  local first = nil
  for _, pattern in ipairs(SOFT_FRAMES) do first = words.earlier(text, first, text:matches(pattern)) end
  return first
end

--- The verb an act hangs on, with the words that are its object.
local function head_of(text, follows)
  if text:matches(COUNTS_FIRST) and not text:matches(INFINITIVE) then return nil end
  local raised = text:matches(RAISE)
  if raised and not verb_in(text:before(raised)) then
    return { verb = raised, soft = false, contact = true, subject = text:before(raised), object = text:after(raised) }
  end
  local product = text:find("checkable_products")
  if product and not verb_in(text:before(product)) and words.left_over(text:before(product), { "fillers" }) == nil
    and words.left_over(text:after(product), { "fillers" }) == nil then
    return nil
  end
  local frame = soft_frame(text)
  if frame and not verb_in(text:before(frame)) then
    return { verb = frame, soft = true, subject = text:before(frame), object = text:after(frame), frame = true }
  end
  local head = passive_head(text)
  if head then return head end
  local errand = text:matches(ERRAND)
  if errand and not verb_in(text:before(errand)) and not verb_at_start(text:after(errand)) and not verb_in(errand) then
    return { verb = errand, object = text:after(errand), errand = true }
  end
  local bare = without_lead(text)
  local verb, is_soft = verb_at_start(bare)
  if verb and not follows and verb:matches(PLURAL) then verb = nil end
  if verb and verb:is("sleep", "play", "talk", "walk", "contact", "phone", "visit", "test", "record", "travel", "drink", "behaviour")
    and text:words() <= 3 and qualified_document(text) then
    return nil
  end
  if verb and text:words() == 1 and is_soft and follows then return { verb = verb, soft = true, object = text:after(text) } end
  if verb and text:words() == 1 and (verb:is("visit", "discuss") or not text:has_any("papers", "checkable_products", "checkable_things", "loose_things", "soft_verbs")) and not text:matches(ENDS_IN_S) then
    return { verb = verb, soft = is_soft, object = text:after(text) }
  end
  if verb and verb:is("clear", "clean", "open", "present", "dry", "slow", "warm", "free")
    and words.left_over(bare:after(verb), SAYS_LITTLE) == nil and not bare:after(verb):matches(DETERMINED) then
    return nil
  end
  if verb and (text:words() == 1 or (is_soft and text:words() == 2 and qualified_document(text))) then return nil end
  if verb then return { verb = verb, soft = is_soft, object = bare:after(verb) } end
  if not verb and verb_at_start(bare) and not follows then return infinitive_head(text) end
  local order = bare:matches(UNKNOWN_ORDER)
  if order and words.unknown(order) then return { verb = order, soft = false, object = bare:after(order) } end
  verb, is_soft = verb_in(text)
  head = infinitive_head(text)
  local first = verb and head and verb:matches([[s$]]) and words.place(text, verb) < words.place(text, head.verb)
  if head and not (first and words.left_over(head.subject, OWNERS_ONLY)) then return head end
  if not verb then return unknown_participle(text) end
  if text:before(verb):words() > 6 then return nil end
  local behind_owner = verb:matches([[s$]]) and words.left_over(text:before(verb), PEOPLE_ONLY) == nil
  local is_noun = not words.any(text:after(verb)) and not participle_in(verb) and not behind_owner
  if is_noun then return nil end
  local before, after = text:before(verb), text:after(verb)
  if verb:words() == 1 and verb:has_any("papers") and before:words() <= 2 then
    local done = done_behind(text, verb)
    if done then return done end
  end
  local base = not participle_in(verb) and not verb:matches(ENDS_IN_S) and not before:has_any("welsh_words")
  if base and words.any(before) and not is_doer(before) then
    return done_behind(text, verb)
  end
  local over = participle_in(verb) and (words.left_over(before, SAYS_LITTLE) or before:find("checkable_products"))
  return { verb = verb, soft = is_soft, subject = before, object = over and before or after }
end

local function plain_object(text)
  local condition = text:matches(CONDITION)
  return condition and text:before(condition) or text
end

local function is_initial(text)
  return text:matches([[(?-i:\b[B-HJ-Z]\b(?!&))]])
end

--- The words that say what a contact is about.
local function topic_in(text)
  local about = text:matches(TOPIC)
  if about then
    local named = words.left_over(text:after(about), NO_TOPIC_NAMED) or text:after(about):matches(HELPER)
    if named then return named end
    text = text:before(about)
  end
  local topic = words.left_over(text, NO_TOPIC)
  while topic and topic:matches(ONLY_NAMES) do
    text = text:after(topic)
    topic = words.left_over(text, NO_TOPIC)
  end
  return topic
end

local HER = [[\bher\b(?!\s+\p{L}{3})|\bher\b(?=\s+(?:on|at|in|to|for|with|and|alone|once|every|each|from|up|home))]]

local function person_in(text)
  return text:find("people_named") or is_initial(text) or text:matches(HER)
end

--- The words that pin down the object of a visible act, or nil.
local function pinned_in(act, text)
  local verb = act.head.verb
  if not words.any(text) then return (verb:words() > 2 or (verb:words() == 2 and verb:has_any("whole_acts"))) and verb or nil end
  if act.contact then
    local chased = verb:matches([[^chas]]) and (text:find("papers") and (qualified_document(text) or text:find("checkable_products")))
    local appointed = text:matches(AT_SET_TIMES) and (text:has_any("people_named", "family_members") or is_initial(text) or words.first_name(text))
    return chased or topic_in(text) or (appointed and text) or nil
  end
  local product = text:find("checkable_products")
  if product and not product:matches([[work$]]) then return product end
  local bare = plain_object(text)
  if act.head.verb:has_any("verbs_on_people") then
    local person = person_in(bare)
    if person then return person end
  end
  if act.head.verb:has_any("whole_acts") then return bare end
  if act.head.verb:has_any("hiring_verbs") or bare:matches(SOMEBODY_NEW) then
    local post = bare:find("person_owners")
    if post and post:words() > 1 then return post end
    post = bare:matches(HELPER)
    if post then return post end
  end
  local named = bare:matches(NAMED)
  if named and words.left_over(named, PEOPLE_ONLY) then return named end
  local on_work = bare:matches([[\b(?:work|working)\b]])
  if on_work then return bare:matches(LENGTH) end
  if verb:matches(HOLDS_ITS_OBJECT) then return verb end
  return words.left_over(bare, SAYS_LITTLE) or bare:matches(LENGTH) or bare:matches(COUNTED) or bare:matches(FROM_TO) or qualified_document(bare)
end

--- "Referral to be made to MASH": behind a passive the words that say to whom count only for what is sent there.
local function pinned_behind(act, head)
  local behind = plain_object(head.after)
  if head.object:matches(SENT_TO) then return pinned_in(act, behind) end
  return behind:find("checkable_products") or words.left_over(behind, NO_TOPIC)
end

local function is_pointed(text)
  return words.any(text) and text:has_any("pointers") and words.left_over(text, ONLY_POINTS) == nil
end

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
  if not hit or text:before(hit):words() > 6 then return nil end
  if not head then return text:before(hit):words() <= 4 and hit or nil end
  return words.place(text, hit) <= words.place(text, head.verb) and hit or nil
end

local function read_negative(act, hit)
  local behind = act.text:after(hit)
  act.negative, act.decides = true, hit
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

--- A noun without a verb.
local function read_noun(act)
  local text = act.text
  local target, product = text:matches(TARGET) or text:matches(COUNTS_FIRST), text:find("checkable_products")
  act.noun, act.target, act.product = true, target ~= nil, product
  if target then
    act.level, act.why, act.decides = 1, "S_target", target
  elseif product then
    act.level, act.why, act.decides = 1, "S_noun", product
  elseif qualified_document(text) or (words.left_over(text, SAYS_LITTLE) and (text:has_digit() or text:matches(REPEATED) or text:matches(LENGTH))) then
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

local function read_soft(act)
  local head = act.head
  act.soft = true
  local target = head.state and act.text:matches(TARGET)
  if target then
    act.level, act.why, act.decides, act.target = 1, "S_target", target, true
    return act
  end
  local kept = head.state and act.text:matches(ON_FILE)
  if kept and head.subject and words.any(head.subject) then
    act.level, act.why, act.decides, act.pinned = 1, "S_target", kept, kept
    return act
  end
  if head.state or head.verb:has_any("inner_states") then
    act.level, act.why, act.decides = 0, "S_hope", head.verb
    return act
  end
  if head.verb:has_any("carrier_verbs") and head.object:has_any("negatives") then
    act.level, act.why, act.decides = 0, "S_hope", head.object
    return act
  end
  local object = plain_object(head.object)
  act.pinned = object:find("checkable_products") or words.left_over(object, SAYS_LITTLE_SOFTLY) or qualified_document(object)
    or (head.verb:has_any("watching_verbs") and object:find("checkable_things"))
    or (head.passive and head.after:find("checkable_products"))
    or (object:matches(TIME_WITH) and object:has_any("family_members", "people_named") and object)
    or (head.verb:matches(WITH_SOMEBODY) and professional_in(object))
    or (head.verb:matches(CHOOSING) and object:has_any("places") and words.left_over(object, SAYS_LITTLE))
    or (head.verb:matches(AMOUNTS) and object:find("checkable_things"))
  local used = head.verb:is("use", "uses", "using") and act.text:matches(REPEATED)
  if used and not act.pinned and act.follows then act.pinned = object end
  if act.pinned and used then
    act.soft, act.level, act.why, act.decides = false, 2, "S_act", act.pinned
  elseif act.pinned then
    act.level, act.why, act.decides = 1, "S_soft", act.pinned
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

local function read_concrete(act)
  local head = act.head
  act.contact = (head.contact or head.verb:has_any("contact_verbs")) and not head.passive
  if head.verb:matches([[^meets?$]]) and head.object:matches([[\bneeds\b]]) then
    act.soft, act.level, act.why, act.decides = true, 0, "S_vague", head.verb
    return act
  end
  act.pinned = pinned_in(act, head.object)
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

--- follows: the act before this one, or nil.
local function read(text, follows)
  local act = { text = text, follows = follows }
  act.head = head_of(text, follows)
  local negative = negative_in(text, act.head)
  if negative then return read_negative(act, negative) end
  local nothing = text:find("no_action") or text:matches(DESCRIBES)
  if nothing then
    act.noun, act.level, act.why, act.decides = true, 0, "S_hope", nothing
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
  for _, part in ipairs(cut_up(action)) do
    if words.any(part) then table.insert(list, read(part, list[#list])) end
  end
  return list
end

--- Several acts count as the weakest that matters, but as partly at least where one of them is specific: level, clause and the
--- words that decided. A loose act beside a specific one doesn't matter; a soft one does.
function acts.level(list, action)
  if #list == 0 then return 0, "S_blank", action end
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
