--- What an action asks for: its acts one by one, each soft or concrete, its object pinned down or loose.
local words = use "lib/smart_words"

local CUT = [[[;\n•]|\.\s|,|\band\b|\bthen\b|&|\+|\s[-–]\s]]
local LEAD = [[^[\s,\-]*(?:(?:then|also|and|to|will|please|urgently|immediately|she|he|they|we|i|it)\b\s*)+]]
local INFINITIVE = [[\b(?:to|will|must|should|shall|can|needs? to|ha(?:s|ve) to|is to|are to|agrees? to)\b]]
local PASSIVE = [[\b(?:to|will|must|should|shall|needs? to|ha(?:s|ve) to)\s+be\s+]]
local PARTICIPLE = [[^(?:\p{L}+ly\s+)?(?:\p{L}+ed|made|done|held|sent|put|read|met|seen|kept|taught|bought|found|given|taken|shown|written|drawn)\b]]
local PURPOSE = [[\b(?:so that|so (?:she|he|they|it|i|mum|dad)|in order to|to help|to improve|to ensure|to support|to reduce|to promote|to address|because|due to|which will|as (?:he|she|they|mum|dad|it) )]]
local LENGTH = [[\b\d+\s*-?\s*(?:weeks?|weekly|sessions?|hours?|days?|lessons?|appointments?|visits?|wk|wks)\b|\b(?:two|three|four|five|six|seven|eight|ten|twelve|twenty)\s+(?:\p{L}+\s+)?(?:weeks?|weekly|sessions?|hours?|lessons?)\b]]
local TARGET = [[\d\s*(?:%|per ?cent)|\d+ (?:out )?of \d+|\d+ days in \d]]
local STATE = [[^\s*be\b]]
local REPEATED = [[\b(?:every|each|weekly|daily|nightly|monthly|fortnightly|per week|a week|a night|a day|times)\b]]
local WORK = [[\b(?:work|working)\b]]
local SESSIONS = [[\b(?:sessions?|lessons?|weeks?|weekly)\b]]

local WHO = { "person_owners", "role_initials", "agency_owners" }
local GRAMMAR = { "loose_objects", "fillers" }
local CONTACT = { "loose_objects", "person_owners", "role_initials", "agency_owners", "outcome_persons", "meeting_places", "fillers" }
local POINTED = { "pointers", "fillers" }
local WORKED_ON = { "loose_objects", "person_owners", "outcome_persons", "fillers" }

--- Soft verbs that are something else here, such as support letter, don't count.
local function soft_in(text)
  local hit, exception = text:find("soft_verbs"), text:find("soft_verb_exceptions")
  while hit and exception do
    if words.within(text, hit, exception) then
      local rest = text:after(exception)
      return soft_in(rest)
    elseif words.place(text, exception) > words.place(text, hit) then
      return hit
    end
    exception = text:after(exception):find("soft_verb_exceptions")
  end
  return hit
end

local function verb_in(text)
  local soft, concrete = soft_in(text), text:find("concrete_verbs")
  local verb = words.earlier(text, soft, concrete)
  if not verb then return nil end
  local is_soft = verb == soft and not (concrete and verb == concrete)
  return verb, is_soft
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

--- "Gran carries the bag": an owner, then a verb.
local function owner_acts(text)
  for _, list in ipairs(WHO) do
    local owner = words.at_start(text, list)
    if owner then
      local rest = text:after(owner)
      if rest:matches([[^\s+(?:to|will|must|should)\b]]) or verb_at_start(without_lead(rest)) then return true end
    end
  end
  return false
end

local function begins_act(text)
  local bare = without_lead(text)
  return verb_at_start(bare) ~= nil or owner_acts(bare)
end

local function has_verb(text)
  return verb_in(text) ~= nil or text:matches(INFINITIVE) ~= nil
end

--- The action cut into acts where a new verb begins.
local function cut_up(action)
  local parts, current, rest = {}, action, action
  local cut = rest:matches(CUT)
  while cut do
    local tail = rest:after(cut)
    local before = current:before(cut)
    if has_verb(before) and begins_act(tail) then
      table.insert(parts, before)
      current = tail
    end
    rest = tail
    cut = rest:matches(CUT)
  end
  table.insert(parts, current)
  return parts
end

local function only_owners(text)
  return words.left_over(text, { "person_owners", "role_initials", "agency_owners", "outcome_persons", "fillers", "loose_objects" }) == nil
end

--- The verb an act hangs on: where it stands, soft or not, what stands before and behind it.
local function head_of(text)
  local passive = text:matches(PASSIVE)
  if passive and words.any(text:before(passive)) then
    local behind = text:after(passive)
    local verb, is_soft = verb_at_start(without_lead(behind))
    if verb then return { verb = verb, soft = is_soft, before = text:before(passive), after = behind:after(verb), passive = true } end
    local participle = behind:matches(PARTICIPLE)
    if participle then
      return { verb = participle, soft = false, before = text:before(passive), after = behind:after(participle), passive = true }
    end
    return { verb = passive, soft = true, state = true, before = text:before(passive), after = behind }
  end
  local bare = without_lead(text)
  local verb, is_soft = verb_at_start(bare)
  if verb then return { verb = verb, soft = is_soft, after = bare:after(verb) } end
  local marker = text:matches(INFINITIVE)
  while marker do
    local before, behind = text:before(marker), without_lead(text:after(marker))
    verb, is_soft = verb_in(behind)
    if verb and behind:before(verb):words() <= 2 and not behind:before(verb):has_any("negatives") then
      return { verb = verb, soft = is_soft, subject = before, after = behind:after(verb) }
    elseif only_owners(before) then
      local unknown = behind:matches([[^\s*\p{L}+]])
      if unknown then
        return { verb = unknown, soft = unknown:matches(STATE) ~= nil, unknown = true, subject = before, after = behind:after(unknown) }
      end
    end
    local further = text:after(marker):matches(INFINITIVE)
    if not further then break end
    marker = further
  end
  verb, is_soft = verb_in(text)
  if verb and text:before(verb):words() <= 6 then
    return { verb = verb, soft = is_soft, subject = text:before(verb), after = text:after(verb) }
  end
  return nil
end

local function before_purpose(text)
  local purpose = text:matches(PURPOSE)
  return purpose and text:before(purpose) or text
end

--- The words that pin the object down, or nil. contact: who is spoken to isn't what about.
local function pinned_in(text, contact)
  if not words.any(text) then return nil end
  if contact then return words.left_over(text, CONTACT) end
  local product = text:find("checkable_products")
  if product then return product end
  local bare = before_purpose(text)
  return words.left_over(bare, GRAMMAR) or bare:matches(LENGTH)
end

local function is_pointed(text)
  return words.any(text) and text:has_any("pointers") and words.left_over(text, POINTED) == nil
end

--- An act behind ensure, continue to and the like, if there is a visible one.
local function carried(head)
  if not head.verb:has_any("carrier_verbs") or head.passive then return nil end
  local inner = head.after:find("concrete_verbs")
  if not inner or head.after:before(inner):has_any("negatives") or head.after:before(inner):has_any("soft_verbs") then return nil end
  return { verb = inner, soft = false, subject = head.after:before(inner), after = head.after:after(inner), carried = true }
end

--- "not to", "stop", "no": what is not to happen, when it stands before the act.
local function negative_in(text, head)
  local hit = text:find("negatives")
  if not hit then return nil end
  local before = text:before(hit)
  if before:words() > 6 then return nil end
  if not head or words.place(text, hit) <= words.place(text, head.verb) then return hit end
  return before:words() == 0 and hit or nil
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
  local target = text:matches(TARGET)
  local product = text:find("checkable_products")
  act.noun = true
  if target then
    act.level, act.why, act.decides, act.target = 1, "S_target", target, true
  elseif product then
    act.level, act.why, act.decides, act.product = 1, "S_noun", product, product
  elseif words.left_over(text, GRAMMAR) and (text:has_digit() or text:matches(REPEATED)) then
    act.level, act.why, act.decides = 1, "S_noun", text
  else
    act.level, act.why, act.decides = 0, "S_topic", text
  end
  return act
end

local function read_soft(act, object)
  act.pinned = pinned_in(object, false)
  if not act.pinned and act.head.subject and act.head.state then act.pinned = nil end
  if act.head.state then
    act.level, act.why, act.decides = 0, "S_hope", act.head.verb
  elseif act.pinned then
    act.level, act.why, act.decides = 1, "S_soft", act.pinned
  else
    act.level, act.why, act.decides = 0, "S_vague", act.head.verb
  end
  return act
end

local function read_concrete(act, object)
  local head = act.head
  act.contact = head.verb:has_any("contact_verbs") and not head.passive
  act.pinned = pinned_in(object, act.contact)
  local on_work = object:matches(WORK) and not object:has_any("checkable_products")
  if act.pinned and on_work and not object:matches(SESSIONS) then act.pinned = nil end
  if not act.pinned and on_work and object:matches(SESSIONS) and words.left_over(object, WORKED_ON) then act.pinned = object end
  if act.pinned then
    act.level, act.why, act.decides = 2, "S_act", act.pinned
  elseif is_pointed(object) and not act.contact then
    act.level, act.why, act.decides = 0, "S_pointer", object
  else
    act.level, act.why, act.decides = 1, "S_loose", head.verb
  end
  return act
end

local function join_object(head)
  if head.passive and words.any(head.before) then return head.before end
  return head.after
end

local function read(text)
  local act = { text = text }
  local head = head_of(text)
  local negative = negative_in(text, head)
  if negative then
    act.head = head
    return read_negative(act, negative)
  end
  if not head then return read_noun(act) end
  head = carried(head) or head
  act.head, act.soft = head, head.soft
  local object = join_object(head)
  if head.passive and not pinned_in(object, false) and words.any(head.after) then object = head.after end
  if head.soft then return read_soft(act, object) end
  return read_concrete(act, object)
end

local acts = {}

--- The acts of an action, in order; empty for a blank one.
function acts.read(action)
  local list = {}
  if not words.any(action) then return list end
  for _, part in ipairs(cut_up(action)) do
    if words.any(part) then table.insert(list, read(part)) end
  end
  return list
end

return acts
