--- What an act hangs on: its verb, who does it and what it is done to. An act without a verb is a noun and has no head.
local words = use "lib/smart_words"
local verbs = use "lib/smart_verb"
local soft_in, verb_in, participle_in, verb_at_start = verbs.soft, verbs.first, verbs.participle, verbs.at_start
local without_lead, soft_frame = verbs.bare, verbs.frame
local INFINITIVE, PEOPLE_ONLY, SAYS_LITTLE, ADVERBS = verbs.INFINITIVE, verbs.PEOPLE_ONLY, verbs.SAYS_LITTLE, verbs.ADVERBS

local STILL_TO_COME = [[^\s+\p{L}+\s+(?:awaited|pending|outstanding|overdue|needed|required)\b]]
local SOME_OF_THEM = [[\b(?:all|the|these|those|more|some|any|both|our|her|his|their|no|every)\s*$]]
local FAR_IN = 8
local FAR_IN_IF = 14
local CONDITIONAL = [[^\s*(?:if|when|whenever|once|after|before|each time|every time)\b]]
local OF_A_BOOK = [[^\s+(?:pages?|corner|bags?|shelf|club|fair|swap|token)\b]]
local ASKS = [[\b(?:who|whom|what|how|where|when|which)\s*$]]
local SWIMMING = [[^\p{L}{3,}ing$]]
local ONLY_FILLERS = { "fillers" }
local PASSIVE = [[\b(?:to|will|must|should|shall|needs? to|ha(?:s|ve) to)\s+be\s+]]
local PLURAL = [[^(?!discuss|address|assess|process|access|progress|focus)\p{L}+[^s]s$]]
local LAST_WORD = [[\p{L}[\p{L}'’-]+(?=\s*$)]]
local ERRAND = [[^\s*(?:\p{L}+ ){0,2}(?:referrals?|applications?|letters?|invitations?|requests?|invites?|]]
  .. [[nominations?)\s+(?:to|for)\b(?!\s+be\b)]]
local UNKNOWN_ORDER = [[^\s*[\p{L}-]{3,}(?=(?:\s+(?:out|up|off|down|over|away|back|through|round|together))?\s+(?:£|\d|]]
  .. [[(?-i:Dr|Mr|Mrs|Ms)|the|an?|his|her|their|my|our|all|each|every|both|mum's|]]
  .. [[dad's|him|them|it|(?-i:[A-Z])['’]s)\b|]]
  .. [[\s+(?-i:[A-Z](?:[a-z]+)?)\b(?:['’]s)?\s+(?-i:[a-z]))]]
local DETERMINED = [[^\s+(?:the|an?|his|her|their|my|our|all|each|every|both|up|out|any)\b]]
local ENDS_IN_S = [[^\p{L}*[^s\W]s\b]]
local BE = [[\bbe\s[\s\S]*$]]
local COUNTS_FIRST = [[^\s*(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?:\p{L}+\s+){0,3}\p{L}+s\b]]
local RAISE = [[\brais(?:e|es|ed|ing)(?=\s+(?:\S+\s+){1,6}(?:at|with)\s)]]
local ONLY_CAPITALS = [[^[^\p{L}]*+(?:(?-i:[A-Z]{1,4})\b[^\p{L}]*+)++$]]
local PARTICIPLE = [[\b(?!speed|indeed|exceed|proceed|succeed|seed|hundred|breed|need)\p{L}{3,}ed\b]]
local OWNERS_ONLY = {
  "person_owners", "role_initials", "agency_owners", "outcome_persons", "adult_aims", "places", "loose_objects", "fillers"
}
local PERSONS = { "person_owners", "role_initials", "fillers" }
local NAMED_DOER = {
  "person_owners", "role_initials", "agency_owners", "outcome_persons", "people_named", "adverbs", "fillers", "negatives"
}

--- Behind "to" or "will": a known verb, or behind an owner any word at all.
local function infinitive_head(text)
  local marker = text:matches(INFINITIVE)
  while marker do
    local before, behind = text:before(marker), without_lead(text:after(marker))
    if before:matches(ASKS) then behind = behind:after(behind) end
    local verb, is_soft = verb_in(behind)
    if verb and words.left_over(behind:before(verb), ADVERBS) == nil and not behind:before(verb):has_any("negatives") then
      local frame = not is_soft and soft_frame(behind)
      if frame and words.place(behind, frame) <= words.place(behind, verb) then verb, is_soft = frame, true end
      local object = behind:after(verb)
      local starts = verb:is("start", "starts", "begin", "begins") and words.left_over(object, { "fillers" }) == nil
      local happens = starts or verb:has_any("happening_verbs")
      local names_subject = words.left_over(before, { "person_owners", "role_initials", "adult_aims", "loose_objects", "fillers" })
      names_subject = names_subject or (is_soft and before:find("checkable_things"))
      local changes = (happens or (is_soft and not words.any(object))) and names_subject ~= nil
      return { verb = verb, soft = is_soft, subject = before, object = changes and before or object, after = changes and object or nil }
    end
    local unknown = words.left_over(before, OWNERS_ONLY) == nil and behind:matches([[^\s*\K\p{L}[\p{L}'’-]*]])
    local somebody = unknown and (unknown:matches([['’]s$]]) or unknown:has_any("person_owners", "outcome_persons", "agency_owners"))
    if somebody then unknown = nil end
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
  local handed = verb and verb:is("given", "offered", "provided") and before:has_any("soft_verbs")
  if handed and words.left_over(before, SAYS_LITTLE) == nil then
    return { verb = verb, soft = true, subject = before, passive = true, object = after:after(verb), after = after:after(verb) }
  end
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
    local anywhere = which and which:has_any("places") and paper:matches([[^meetings?$]])
    if which and not anywhere and not which:has_any("loose_adjectives", "light_verbs", "contact_verbs", "fillers") then return which end
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
    local before = text:before(verb)
    if participle_in(verb) then return { verb = verb, soft = false, subject = before, object = before, after = text:after(verb) } end
    if verb:matches(ENDS_IN_S) and ends_with_person(text:before(verb)) then
      return { verb = verb, soft = false, subject = text:before(verb), object = text:after(verb) }
    end
    rest = rest:after(verb)
    verb = rest:find("concrete_verbs")
  end
  return nil
end

--- A turn of phrase, a passive or an errand: what is known before any verb is looked for.
local function head_of_phrase(text)
  local raised = text:matches(RAISE)
  if raised and not verb_in(text:before(raised)) then
    return { verb = raised, soft = false, contact = true, subject = text:before(raised), object = text:after(raised) }
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
  return nil
end

--- Nothing but a product ("the chronology") or an amount of something ("three clean tests").
local function is_only_noun(text)
  if text:matches(INFINITIVE) then return false end
  if text:matches(COUNTS_FIRST) then return true end
  local product = text:find("checkable_products")
  return product ~= nil and not verb_in(text:before(product)) and words.left_over(text:before(product), ONLY_FILLERS) == nil
    and words.left_over(text:after(product), ONLY_FILLERS) == nil
end

--- A single word, "apply" or "sign": a verb unless it names a thing as well.
local function head_of_word(text, verb, is_soft, follows)
  local topic = verb:matches(SWIMMING) or verb:is("sleep", "play", "exercise", "change", "rest", "dress", "wash", "drink")
  if topic and not follows then return nil end
  if is_soft then return follows and { verb = verb, soft = true, object = text:after(text) } or nil end
  local names_thing = text:has_any("papers", "checkable_products", "checkable_things", "loose_things", "soft_verbs")
  if (names_thing and not verb:is("visit", "discuss")) or text:matches(ENDS_IN_S) then return nil end
  return { verb = verb, soft = false, object = text:after(text) }
end

--- Words that begin a text as verbs and as parts of a name: sleep diary, clear expectations.
local function is_part_of_name(text, bare, verb, is_soft)
  local short = text:words() <= 3
    and verb:is("sleep", "play", "talk", "walk", "contact", "phone", "visit", "test", "record", "travel", "drink")
  if short and qualified_document(text) then return true end
  if is_soft and text:words() == 2 and qualified_document(text) then return true end
  local behind = bare:after(verb)
  if verb:matches(SWIMMING) and words.left_over(behind, SAYS_LITTLE) == nil then return true end
  if verb:is("input", "feedback", "report", "call", "visit", "contact") and behind:matches([[^\s+from\b]]) then return true end
  if verb:is("book") and behind:matches(OF_A_BOOK) then return true end
  if behind:matches(STILL_TO_COME) and not behind:matches(DETERMINED) and not behind:matches(INFINITIVE) then return true end
  return verb:is("clear", "clean", "open", "present", "dry", "slow", "warm", "free")
    and words.left_over(behind, SAYS_LITTLE) == nil and not behind:matches(DETERMINED)
end

--- A verb further on, behind the one who acts, or a participle behind what was done.
local function head_inside(text)
  local verb, is_soft = verb_in(text)
  local head = infinitive_head(text)
  local first = verb and head and verb:matches([[s$]]) and words.place(text, verb) < words.place(text, head.verb)
  if head and not (first and words.left_over(head.subject, OWNERS_ONLY)) then return head end
  if not verb then return unknown_participle(text) end
  local before, after = text:before(verb), text:after(verb)
  if verb:is("phone", "video", "telephone") and after:matches([[^\s+calls?\b]]) and not before:matches(INFINITIVE) then return nil end
  if before:words() > (text:matches(CONDITIONAL) and FAR_IN_IF or FAR_IN) then return nil end
  local behind_owner = verb:matches([[s$]]) and words.left_over(before, PEOPLE_ONLY) == nil
  if not words.any(after) and not participle_in(verb) and not behind_owner then return nil end
  local done = verb:words() == 1 and verb:has_any("papers") and before:words() <= 2 and done_behind(text, verb)
  if done then return done end
  if verb:words() == 1 and verb:matches(ENDS_IN_S) and before:matches(SOME_OF_THEM) then return done_behind(text, verb) end
  local base = not participle_in(verb) and not verb:matches(ENDS_IN_S) and not before:has_any("welsh_words")
  if base and words.any(before) and not is_doer(before) then return done_behind(text, verb) end
  local over = participle_in(verb) and (words.left_over(before, SAYS_LITTLE) or before:find("checkable_products"))
  return { verb = verb, soft = is_soft, subject = before, object = over and before or after }
end

--- The verb an act hangs on, with the words that are its subject and its object; nil for a noun. follows: the act before, or nil.
local function head_of(text, follows)
  local being = follows and text:matches([[^\s*be\b(?=\s+\p{L})]])
  if being and not verb_at_start(text) then
    return { verb = being, soft = true, state = true, subject = text:before(being), object = text:after(being) }
  end
  if is_only_noun(text) then return nil end
  local head = head_of_phrase(text)
  if head then return head end
  local bare = without_lead(text)
  local verb, is_soft = verb_at_start(bare)
  local plural = verb and not follows and verb:matches(PLURAL)
  if verb and not plural then
    if is_part_of_name(text, bare, verb, is_soft) then return nil end
    if text:words() == 1 then return head_of_word(text, verb, is_soft, follows) end
    return { verb = verb, soft = is_soft, object = bare:after(verb) }
  end
  if plural then return infinitive_head(text) end
  local order = bare:matches(UNKNOWN_ORDER)
  if order and words.unknown(order) then return { verb = order, soft = false, object = bare:after(order) } end
  return head_inside(text)
end

return { of = head_of, document = qualified_document, COUNTS_FIRST = COUNTS_FIRST }
