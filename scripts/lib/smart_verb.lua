--- The verbs of a text: soft or concrete, at the beginning or further on, and turns of phrase that are soft as a whole.
local words = use "lib/smart_words"

local LEAD = [[^[\s,\-]*(?:(?:then|also|and|to|will|please|urgently|immediately|she|he|they|we|i|it)\b\s*)+]]
local ENDS_AS_DONE = [[^\s*(?:\p{L}+ly\s+)?\p{L}+(?:ed|wn|ught|ept)\b]]
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
    .. [[\b(?:show|shows|showing)\s+(?:\S+\s+){0,2}(?:insight|empathy|understanding|commitment|respect|warmth|love|affection|]]
  .. [[willingness)\b|]]
    .. [[\b(?:show|prove|demonstrate)s?\s+(?:that\s+)?(?:they|she|he|mum|dad|i|we)\s+(?:can|have|has|are|is|will|want|know|]]
  .. [[understand)\b]],
  [[\b(?:give|gives|giving|offer|offers|offering|provide|provides|providing)\s+(?:\S+\s+){0,3}(?:support|consideration|thought|]]
    .. [[attention|reassurance|encouragement|opportunit(?:y|ies)|stability|nurture|consistency|strategies)\b]],
  [[\b(?:stay|stays|keep|remain|remains) (?:clean|sober|drug[- ]free|well|strong|positive|healthy|quiet|sensible|dry|out of it|]]
    .. [[off (?:it|them|drugs|drink|alcohol|the drink|cannabis))(?=\W*$|\W+(?:and|for|from|when|while|at|until|by|during|in)\b)]],
  [[\btak(?:e|es|ing)\s+(?:\S+\s+){0,2}(?:responsibility|ownership|account|control|steps|care of (?:herself|himself|themselves))\b|]]
    .. [[\bput(?:s|ting)?\s+(?:\S+\s+){1,4}(?:first|before (?:her|his|their) own|at the (?:centre|heart)|above)\b|]]
    .. [[\bset(?:s|ting)?\s+(?:\S+\s+){0,2}(?:boundaries|expectations|goals)\b]],
}
local WHO = { "person_owners", "role_initials", "agency_owners" }

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

local function soft_frame(text)
  local first = nil
  for _, pattern in ipairs(SOFT_FRAMES) do first = words.earlier(text, first, text:matches(pattern)) end
  return first
end

local verbs = {
  soft = soft_in, first = verb_in, participle = participle_in, at_start = verb_at_start, bare = without_lead,
  owner_first = starts_with_owner, frame = soft_frame,
}

--- Behind it stands what somebody is to do.
verbs.INFINITIVE = [[\b(?:to|will|must|should|shall|can|needs? to|ha(?:s|ve) to|is to|are to|agrees? to|i)\b]]

--- Kinds of words that several parts of the reading take away.
verbs.PEOPLE_ONLY = { "person_owners", "role_initials", "agency_owners", "outcome_persons", "fillers" }
verbs.SAYS_LITTLE = { "outcome_persons", "person_owners", "role_initials", "adult_aims", "loose_objects", "fillers" }
verbs.ONLY_POINTS = { "pointers", "fillers" }
verbs.ADVERBS = { "fillers", "adverbs" }

return verbs
