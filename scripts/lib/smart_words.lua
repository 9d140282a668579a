--- Looking into a text: where words stand, and what is left when words that say little are taken away.
local words = {}

--- Characters of the text before a part of it.
function words.place(text, part)
  return text:before(part):length()
end

--- Does it hold any word?
function words.any(text)
  return text ~= nil and text:words() > 0
end

--- Where a word of the list stands at the very beginning, or nil.
function words.at_start(text, list)
  local hit = text:find(list)
  if hit and text:before(hit):words() == 0 then return hit end
  return nil
end

--- Of two parts of a text the one that begins first; of two that begin together the longer one.
function words.earlier(text, a, b)
  if not (a and b) then return a or b end
  local at_a, at_b = words.place(text, a), words.place(text, b)
  if at_a ~= at_b then return at_a < at_b and a or b end
  return a:length() >= b:length() and a or b
end

--- Does part a of the text begin within part b of it?
function words.within(text, a, b)
  local at_a, at_b = words.place(text, a), words.place(text, b)
  return at_a >= at_b and at_a < at_b + b:length()
end

local WORTH_READING = [[\b(?!(?!apply\b|reply\b|supply\b|assembly\b|bully\b|jelly\b|fly\b|italy\b|]]
  .. [[lily\b|emily\b|kelly\b|molly\b|sally\b|holly\b|polly\b|billy\b|carly\b|]]
  .. [[family\b)\p{L}+ly\b)(?:\p{L}{3}|\p{L}{2}['’-]\p{L})|(?-i:[A-Z]{2})]]

--- The first stretch that none of the lists covers, or nil when nothing is left. It is searched for list by list, each within what
--- the one before left.
local function left_over(text, lists, from)
  if text:words() == 0 then return nil end
  local list = lists[from]
  if not list then return text:matches(WORTH_READING) and text end
  local hit = text:find(list)
  while hit do
    local left = left_over(text:before(hit), lists, from + 1)
    if left then return left end
    text = text:after(hit)
    hit = text:find(list)
  end
  return left_over(text, lists, from + 1)
end

function words.left_over(text, lists)
  return left_over(text, lists, 1)
end

--- All parts that the list covers, in order.
function words.each(text, list)
  local found = {}
  local hit = text:find(list)
  while hit do
    table.insert(found, hit)
    text = text:after(hit)
    hit = text:find(list)
  end
  return found
end

local CAPITAL = [[(?-i:(?<![\p{L}'’&-])[A-Z][a-z]{2,}(?![a-z]*[A-Z]))]]
local ALL_KNOWN = {
  "person_owners", "role_initials", "agency_owners", "adult_aims", "loose_objects", "outcome_persons", "people_named", "places", "slogans",
  "checkable_products", "checkable_things", "concrete_verbs", "soft_verbs", "inner_states", "feeling_words", "finite_verbs",
  "negatives", "family_members", "light_verbs", "papers", "practice_subjects", "need_home", "need_money", "need_school",
  "need_health", "need_food", "need_sleep", "need_safety", "need_substances", "need_family", "need_leisure", "need_parenting",
  "jargon", "welsh_words", "fillers"
}
local VERB_BEHIND = [[^(?:['’]s\b|\s+(?:\([^)]{1,40}\)\s+)?(?:and\s+(?-i:[A-Z])\p{L}+\s+)?(?!is\b)\p{L}+s\b|]]
  .. [[\s+(?:and\s+(?-i:[A-Z])\p{L}+\s+)?]]
  .. [[(?:is|has|can|will|gets?|does|doesn|isn|hasn|can[’']?t|won|to|and (?-i:[A-Z]))\b)]]

--- Is it a word that no list knows?
function words.unknown(text)
  return words.left_over(text, ALL_KNOWN) ~= nil
end

--- A first name: a capital that no list knows, and at the very beginning a verb or 's behind it.
function words.first_name(text)
  local rest, hit = text, text:matches(CAPITAL)
  while hit do
    local first = text:before(rest):words() == 0 and rest:before(hit):words() == 0
    if words.unknown(hit) and (not first or rest:after(hit):matches(VERB_BEHIND)) then return hit end
    rest = rest:after(hit)
    hit = rest:matches(CAPITAL)
  end
  return nil
end

return words
