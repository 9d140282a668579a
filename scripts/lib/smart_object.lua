--- What an act is done to: is it pinned down, and by which words?
local words = use "lib/smart_words"
local verbs = use "lib/smart_verb"
local heads = use "lib/smart_head"
local qualified_document = heads.document
local PEOPLE_ONLY, SAYS_LITTLE, ONLY_POINTS = verbs.PEOPLE_ONLY, verbs.SAYS_LITTLE, verbs.ONLY_POINTS

local CONDITION = [[\b(?:so that|so (?:she|he|they|it|i|mum|dad)|in order to|to help|to improve|to ensure|to support|]]
  .. [[to reduce|to promote|to address|to meet|because|due to|if|once|when|until|unless|as (?:he|she|they|mum|dad|it))\b]]
local LENGTH = [[(?<![:\d])\b(?:\d+|two|three|four|five|six|seven|eight|ten|twelve|twenty)\s*-?\s*(?:\p{L}+\s+)?(?:weeks?|]]
  .. [[weekly|sessions?|hours?|lessons?|appointments?|visits?|wks?)\b]]
local COUNTED = [[\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty) (?:of (?:her|his|the|their|]]
  .. [[my) )?(?!days?\b|weeks?\b|months?\b|hours?\b|]]
  .. [[working|years?\b)\p{L}{3}]]
local SENT_TO = [[\b(?:referrals?|applications?|registration|requests?|nominations?|claims?)\b]]
local SOMEBODY_NEW = [[\b(?:an?|another|new) (?:\p{L}+ ){0,2}(?:worker|mentor|advocate|visitor|tutor|nurse|manager|officer|coach|lead)\b]]
local NAMED = [[(?-i:^\s*|\b[a-z]+ )\K(?-i:[A-Z][\p{L}'’]+(?: (?:of|and|for))?(?: [A-Z][\p{L}'’]*)+)]]
local TIME_WITH = [[\b(?:contact|family time|visits?|stays?|sleepovers?) (?:with|at) (?:the |her |his |my )?(?=\p{L})]]
local THEIR_ACTIONS = [[^\s*(?:\S+\s+){0,2}(?:actions|recommendations|tasks)\b]]
local MEETING = [[\b(?:meetings?|appointments?)\b]]
local ABOUT = [[\b(?:about|re|regarding|to (?:agree|plan|discuss|decide|look|review|go through)|on|for)\b|\d]]
local NO_MEETING = {
  "loose_objects", "person_owners", "role_initials", "outcome_persons", "adult_aims", "places", "fillers"
}
local AT_SET_TIMES = [[\bon (?:\p{L}+days)\b|\b(?:every|each) \p{L}+|\bat (?:\d|one|two|three|four|five|six|seven|eight|nine|ten)\b]]
local FROM_TO = [[\bfrom \d+ to \d+\b]]
local HELPER = [[\b(?:advocate|mentor|tutor|interpreter|translator|counsellor|solicitor|mediator|chaperone|visitor|buddy)\b]]
local HOLDS_ITS_OBJECT = [[^\S+ (?:an?|the) \p{L}{3,}$]]
local HOLDS_LITTLE = [[\b(?:referrals?|contact|meetings?|appointments?|arrangements|enquiries|plans?|calls?|notes?|sessions?)$]]
local WITH_THE = [[\bwith (?:the |a |her |his )?(?:dates?|times?|results?|numbers?|names?|address)\b]]
local ONLY_NAMES = [[^[^\p{L}]*+(?:(?-i:[A-Z])[\p{L}'’-]*+[^\p{L}]*+)++$]]
local TOPIC = [[\b(?:about|regarding|re|around|concerning|to ask|to say|what|whether|how|that|if (?!needed|required|necessary|]]
  .. [[possible|appropriate|not\b)|]]
  .. [[for (?:an?|the|his|her|their|our|my|copies|dates?|advice on|feedback on))\b]]
local NO_TOPIC = {
  "loose_objects", "person_owners", "role_initials", "agency_owners", "outcome_persons", "adult_aims", "meeting_places", "places",
  "soft_verbs", "fillers"
}
local NO_TOPIC_NAMED = { "loose_topics", "person_owners", "fillers" }

local function plain_object(text)
  local condition = text:matches(CONDITION)
  return condition and text:before(condition) or text
end

local function is_initial(text)
  return text:matches([[(?-i:\b[B-HJ-Z]\b(?!&))]])
end

--- The words that say what a contact is about.
local function topic_in(text)
  local given = text:matches(WITH_THE)
  if given then return given end
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
  if not words.any(text) then
    local whole = verb:words() > 2 or (verb:words() == 2 and verb:has_any("whole_acts"))
    return whole and not verb:matches(HOLDS_LITTLE) and verb or nil
  end
  if act.contact then
    local chased = verb:matches([[^chas]]) and (text:find("papers") and (qualified_document(text) or text:find("checkable_products")))
    local somebody = text:has_any("people_named", "family_members") or is_initial(text) or words.first_name(text)
    local appointed = somebody and text:matches(AT_SET_TIMES)
    return chased or topic_in(text) or (appointed and text) or nil
  end
  if text:matches(THEIR_ACTIONS) and not text:has_digit() then return nil end
  local product = text:find("checkable_products")
  if product and not product:matches([[work$]]) then return product end
  local bare = plain_object(text)
  if act.head.verb:has_any("verbs_on_people") then
    local person = person_in(bare)
    if person and not bare:before(person):has_any("loose_things") then return person end
  end
  local time_with = bare:matches(TIME_WITH)
  if time_with and (bare:after(time_with):has_any("family_members") or words.first_name(bare)) then return bare end
  local meeting = bare:matches(MEETING)
  if meeting and not act.text:matches(ABOUT) and words.left_over(bare, NO_MEETING) == nil then return nil end
  local runs_something = verb:is("run", "runs") and bare:has_any("loose_things")
  if verb:has_any("whole_acts") and not runs_something then return bare end
  if act.head.verb:has_any("hiring_verbs") or bare:matches(SOMEBODY_NEW) then
    local post = bare:find("person_owners")
    if post and post:words() > 1 then return post end
    post = bare:matches(HELPER)
    if post then return post end
  end
  local named = bare:matches(NAMED)
  if named and words.left_over(named, PEOPLE_ONLY) then return named end
  local on_work = bare:matches([[\bwork(?:ing)?\b(?! (?:coach|experience|trial|placement|agreement|shoes|book|clothes|uniform|permit))]])
  if on_work then return bare:matches(LENGTH) end
  if verb:matches(HOLDS_ITS_OBJECT) then return verb end
  local counted = bare:matches(LENGTH) or bare:matches(COUNTED) or bare:matches(FROM_TO)
  return words.left_over(bare, SAYS_LITTLE) or counted or qualified_document(bare)
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

return {
  plain = plain_object, initial = is_initial, pinned = pinned_in, pinned_behind = pinned_behind, pointed = is_pointed, LENGTH = LENGTH,
}
