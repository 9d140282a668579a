--- Who is to do it: one or two identified people or roles, a group, or nobody.
local words = use "lib/smart_words"

local PART = [[[,;/+\n]|(?<!(?-i:[A-Z]))&|&(?!(?-i:[A-Z]))|\band\b|\bwith\b]]
local LEAD = [=[\(\s*lead\s*\)|\blead(?:s|ing)?\s*[:)]|\bto lead\b|\(l\)|^\s*lead\s*[-:]]=]
local NOT_YET = [[\btb[cda]\b]]
local NOBODY = [[^[\s\-?.]*$|^\s*(?:tb[cda]|n/?a|none|nobody|not known|unknown|as (?:needed|required|appropriate|above)|]]
  .. [[to be (?:confirmed|agreed|decided|allocated)|]]
  .. [[various|vacan\p{L}+|\?+)\s*$]]
local EVERYONE = [[^\s*(?:all|every|each|any)\b]]
local GROUP = [[\b(?:teams?|services?|agency|agencies|departments?|panels?|boards?|groups?|trusts?|council|authority|]]
  .. [[providers?|associations?|company|committee|partnership|network|charity|unit|hub|staff|professionals|workers|managers|]]
  .. [[partners|leads|leaders|chairs|officers|nurses|teachers|practitioners|champions|coordinators|advisers|auditors|reviewers|]]
  .. [[volunteers|development|placement|children)\s*$]]
local BRACKETS = [[\s*\([^)]*\)\s*$]]
local HEAD_OF = [[^\s*(?:interim |deputy |assistant |acting |joint )*(?:head|director|chair|lead|manager|leader|clerk|]]
  .. [[secretary) (?:of|for)\b]]
local LETTERS_OF_A_TEAM = [[^\s*(?-i:[A-Z]{3,})\s*$]]
local LETTERS_OF_A_ROLE = [[^\s*(?-i:[A-Z]{1,3}[WNO])\s*$]]
local LETTERS_OF_MANY = [[^\s*(?-i:[A-Z]{2,}s)\s*$]]
local FIRST_NAME_BEHIND = [[\s(?-i:[A-Z][a-z]+)\s*$]]
local TITLED = [[^\s*(?-i:PC|DC|PS|DS|Dr|Mr|Mrs|Ms|Miss|Sgt|Nurse|Sister|Cllr)\.?\s+(?-i:[A-Z])]]
local ACTS_FIRST = { "person_owners", "role_initials" }

local owner = {}

--- "Family finder", "breakfast club lead (school)"
local function ends_with_role(part)
  local brackets = part:matches(BRACKETS)
  local bare = brackets and part:before(brackets) or part
  for _, list in ipairs({ "role_nouns", "person_owners", "role_initials" }) do
    for _, role in ipairs(words.each(bare, list)) do
      if bare:after(role):words() == 0 then return true end
    end
  end
  return false
end

local function is_person(part)
  if part:matches(EVERYONE) or part:matches(NOT_YET) or part:matches(LETTERS_OF_MANY) then return false end
  local named = part:matches(FIRST_NAME_BEHIND)
  if part:matches(TITLED) or (named and ends_with_role(part:before(named)) and words.unknown(named)) then return true end
  if ends_with_role(part) or part:matches(HEAD_OF) then return true end
  local person = words.earlier(part, part:find("person_owners"), part:find("role_initials"))
  local group = part:find("agency_owners")
  if person and group then return person:length() >= group:length() end
  if person then return true end
  if group or part:matches(GROUP) then return false end
  if part:matches(LETTERS_OF_A_TEAM) and not part:matches(LETTERS_OF_A_ROLE) then return false end
  return part:matches([[\p{L}]]) ~= nil
end

local function trimmed(word)
  local from, to = 1, string.len(word)
  while from <= to and string.sub(word, from, from) == " " do from = from + 1 end
  while to >= from and string.sub(word, to, to) == " " do to = to - 1 end
  return string.sub(word, from, to)
end

--- "Drug and alcohol team" is one.
local function within_agency(who, cut)
  for _, agency in ipairs(words.each(who, "agency_owners")) do
    if words.within(who, cut, agency) then return true end
  end
  return false
end

--- The parts of a who field that are people and those that aren't.
local function split(who)
  local people, groups, rest = {}, {}, who
  local cut = rest:matches(PART)
  local function take(part)
    if not words.any(part) then return end
    table.insert(is_person(part) and people or groups, part)
  end
  local part = who
  while cut do
    rest = rest:after(cut)
    if not within_agency(who, cut) then
      take(part:before(cut))
      part = rest
    end
    cut = rest:matches(PART)
  end
  take(part)
  return people, groups
end

--- Somebody who the action itself says is to act: "Mum to ring the school".
local function in_action(action)
  if not words.any(action) then return nil end
  local subject = action:matches([[^.{1,60}?(?=\s+(?:to|will|must|should|has to|have to|needs? to|]]
  .. [[agrees? to)\b(?!\s+be\s+\p{L}+(?:ed|en|wn)\b))]])
  if subject then
    for _, list in ipairs(ACTS_FIRST) do
      local person = subject:find(list)
      if person and not subject:matches(EVERYONE) then
        local _, groups = split(subject)
        local people = split(subject)
        local only = words.left_over(subject, { "person_owners", "role_initials", "outcome_persons", "fillers" }) == nil
        if only and #people <= 2 and #groups == 0 and #people > 0 then return person end
      end
    end
  end
  local by = action:matches([[\bby (?:the |her |his |my |allocated )*(?:social worker|worker|sw|mum|dad|carer|iro|manager|tm|teacher)\b]])
  if by then return by end
  for _, list in ipairs(ACTS_FIRST) do
    local person = words.at_start(action, list)
    if person and action:after(person):matches([[^\s+\p{L}+s\b]]) then return person end
  end
  return action:matches([[^\s*(?:i|me|we)\b(?=\s+\p{L}+)]])
end

--- Three or more, and the action gives each of them something of their own: "Mum and Nan to smoke outside; SW to ring".
local function each_has_an_act(people, action)
  if not words.any(action) or not action:matches([[[;,.]|\b(?:and|then|while|who)\b]]) then return false end
  local plain = action:lower()
  for _, person in ipairs(people) do
    local name = person:matches([[\p{L}[\p{L}\s'’-]*]])
    local at = name and string.find(plain, string.lower(trimmed(name:string())), 1, true)
    if not at then return false end
  end
  return true
end

--- { people =, groups =, identified =, decides = } kind: "people", "group" or "nobody".
function owner.read(who, action)
  local result = { people = {}, groups = {}, identified = false, kind = "nobody" }
  local stated = who ~= nil and not who:blank() and not who:matches(NOBODY)
  if stated then
    result.people, result.groups = split(who)
    local everyone = who:matches([[\b(?:all|every) (?:agenc|professional|partner|worker|staff|team|parties|service)]]) ~= nil
    local few = not everyone and #result.people >= 1 and #result.people <= 2 and #result.people + #result.groups <= 2
    local led = #result.people >= 1 and who:matches(LEAD) ~= nil
    local shared = not everyone and #result.people >= 3 and #result.groups == 0 and each_has_an_act(result.people, action)
    result.identified = few or led or shared
    result.kind = result.identified and "people" or "group"
    result.decides = who
    if #result.people > 0 and not result.identified then result.crowd = true end
  end
  if not result.identified and not result.crowd then
    local person = in_action(action)
    if person then
      result.identified, result.kind, result.decides, result.from_action = true, "people", person, true
    end
  end
  return result
end

return owner
