--- Achievable: can the person named do this, in one go, with what is written?
local words = use "lib/smart_words"
local verbs = use "lib/smart_verb"

local CHILD_PLANS = { cin = true, cp = true, care = true }
local YOUNG = [[^\s*(?:(?-i:[A-Z])|child|the child|yp|young person)\s*(?:\([^)]*\)|,? ?\d+)?\s*$]]
local ONE_NAME = [[^\s*(?-i:(?!(?:Mum|Mam|Dad|Nan|Gran|Nana|Carer|Parent|Aunt|Auntie|Uncle|Mother|Father|Grandad|Stepdad|]]
  .. [[Everyone|School|Police)\b)]]
  .. [[[A-Z][a-z]+)\s*(?:\([^)]*\)|,? ?\d+)?\s*$]]
local TELLS_OF_HARM = [[\b(?:tells?|rings?|texts?|calls?|phones?|shouts?|hides?|runs?|locks?|leaves?|goes|go)\b.{0,80}\b(?:if|]]
  .. [[when|whenever|each time|every time)\b]]
  .. [[.{0,80}\b(?:hits?|hurts?|shouts?|drunk|drinks|drinking|touch\p{L}*|argu\p{L}+|fight\p{L}*|]]
  .. [[scared|frightened|unsafe|sick|asleep|kicks?off|violent|angry)\b]]
local WORKS_WITH_FAMILIES = [[\b(?:worker|practitioner|nurse|finder|time|support|centre|hub|help)\b]]
local IS_OVER = [[\b(?:has|have|is|are|case)? ?(?:ended|ends|finished|finishes|over|concluded|concludes)\b]]
local NEVER_AGAIN = [[\b(?:no|never|nobody|none|not)\b.{0,60}\b(?:ever|again)\b|\b(?:every|all)\b.{0,60}\balways\b]]
local SMALL_CHILD = [[^\s*(?-i:[A-Z])\p{L}*[ ,]*\(?(?:aged? )?[1-9]\)?\s*$]]
local ALWAYS = [[\b(?:always|never|every single|at all times)\b]]
local BY_OTHERS = [[\bby (?:multi-?agency |other |all )*(?:partners|agencies|professionals|partner agencies|others)\b]]
local HIRES = [[^(?:commission|recruit|appoint|hire)s?\b]]
local FIVE_THINGS = [[^[^,]+,[^,]+,[^,]+,[^,]+(?:,|\band\b)[^,]+]]
local HAVE_NONE = [[\b(?:have|has|be|with) (?:zero|nil|no|0)(?: more| further)? (?:\p{L}+ )?(?:incidents?|episodes?|complaints?|moves|]]
  .. [[outbursts|call ?-?outs?|absences?|exclusions?)\b]]
local SLASHED = [[\S+(?:/[^\s/]+){4,}]]
local MORE_FORMS = [[(?:,|\band\b|&)\s+(?-i:[A-Z]{3,})\b]]
local DEPENDS = [[\b(?:subject to|depend(?:s|ing|ent) on|needs? (?:\p{L}+['’]s|his|her|their) (?:signature|consent|agreement|]]
  .. [[permission)|for (?:signing|(?:his |her |their )?signature)|ask (?:her|his|my|their) (?:sister|brother|mum|dad|mother|]]
  .. [[father|nan|gran|]]
  .. [[aunt|uncle|neighbour|friend|partner) to)\b]]
local SUBJECT = [[^[^,;.]{1,40}?(?=\s+(?:to|will|must|should)\s)]]
local ITEM = [[[;,]\s*(?:and\b)?|\band\b]]
local ORDER = [[^\s*[\p{L}-]{3,}\s+(?:the|an?|his|her|their|all|each|up|out)\b]]
local FALLBACK = [[\bif (?:not|she|he|they|mum|dad|it|that|nobody)\b|\botherwise\b]]
local LISTED = 5
local FEW = 3
local NEAR = 4
local BEHIND = 3

local able = {}

--- Items of a list: all of them, and those that are short orders such as "scrub the oven".
local function items_of(action)
  local items, orders, rest = 0, 0, action
  local cut
  repeat
    cut = rest:matches(ITEM)
    local item = cut and rest:before(cut) or rest
    if item:words() >= 2 then items = items + 1 end
    if item:matches(ORDER) then orders = orders + 1 end
    if cut then rest = rest:after(cut) end
  until not cut
  return items, orders
end

--- "...; PA books the van": somebody else's step, named as such.
local function someone_in_turn(text)
  local bare = verbs.bare(text)
  local owner = words.at_start(bare, "person_owners") or words.at_start(bare, "role_initials")
  return owner ~= nil and bare:after(owner):matches([[^\s+(?:to\s+)?\p{L}+]]) ~= nil
end

--- Linked steps of the action. In a list of short orders every item is a step, also one whose verb no list knows.
function able.steps(row)
  local count, others = 0, 0
  for place, act in ipairs(row.acts) do
    if place > 1 and someone_in_turn(act.text) then others = others + 1 end
    if not act.noun and not act.negative and not act.text:matches(FALLBACK) then count = count + 1 end
  end
  if words.any(row.action) and row.action:matches(SLASHED) then return LISTED end
  if count == 0 and #row.acts == 1 and row.acts[1].noun and row.action:matches(FIVE_THINGS) then return LISTED end
  if count == 0 then return #row.acts == 1 and row.acts[1].noun and items_of(row.action) or 0 end
  if others > 0 and others < count and count <= FEW then return count - others end
  local more = row.action:matches(MORE_FORMS)
  if more and count >= 2 then count = count + 1 end
  local items, orders = items_of(row.action)
  if orders >= 3 and orders > count then return orders end
  return count >= 3 and items >= count and 2 * count >= items and items or count
end

--- Soft in all its acts. To sort a passport is soft and an ordinary task all the same.
local function is_soft(row)
  local only = row.acts[1]
  local single = #row.acts == 1
  if single and (only.product or (only.noun and only.level > 0)) then return false end
  single = single and not row.owner.crowd
  if single and not words.any(row.who) and only.pinned and only.pinned:has_any("checkable_products") then return false end
  for _, act in ipairs(row.acts) do
    if not act.soft and not act.noun and not act.negative then return false end
  end
  return true
end

--- A word of one list with a word of the other close behind it.
local function followed_by(text, first, second, near)
  local mark = text:find(first)
  while mark do
    text = text:after(mark)
    local hit = text:find(second)
    if hit and text:before(hit):words() <= near then return hit end
    mark = text:find(first)
  end
  return nil
end

--- A decision that the row itself says is still open: "awaiting panel", "if members approve", "hearing not listed yet".
local function open_decision(row)
  for _, field in ipairs({ "action", "by_when", "outcome", "who" }) do
    local text = row[field]
    if words.any(text) and not (field == "outcome" and row.aim == "real") then
      local open = text:find("open_decisions") or (not text:matches(IS_OVER) and followed_by(text, "open_marks", "deciders", NEAR))
        or followed_by(text, "deciders", "still_open", BEHIND)
      if open then return open end
    end
  end
  return nil
end

--- A child who is made to look after his or her own safety.
local function child_guards_itself(row)
  local who = row.owner.decides
  if not who or not CHILD_PLANS[row.type] then return nil end
  if not (who:matches(YOUNG) or who:matches(ONE_NAME)) then return nil end
  return row.action and (row.action:find("own_safety") or row.action:matches(TELLS_OF_HARM))
end

--- A small child who is to do better.
local function too_young(row)
  local who = row.owner.decides
  if not who or not CHILD_PLANS[row.type] or row.specific == 2 then return nil end
  local first = row.acts[1]
  return not (first and first.negative) and who:matches(SMALL_CHILD) or nil
end

local function is_named_in(people, part)
  for _, person in ipairs(people) do
    local name = person:matches([[\p{L}[\p{L}'’-]*]])
    if name and string.find(part:lower(), name:lower(), 1, true) then return true end
  end
  return false
end

--- Never, all, guarantee: of things nobody can promise, or of what another person does.
local function absolute(row)
  if not words.any(row.action) then return nil end
  local promised = row.action:find("promises")
  if promised then return promised end
  local first = row.acts[1]
  local another = first and first.negative and words.at_start(first.text:after(first.decides), "adult_aims")
  if another and first.decides:matches([[\bstop]]) and not is_named_in(row.owner.people, another) then return another end
  local none = row.action:matches(HAVE_NONE)
  if none then return none end
  local hit = row.action:find("absolute_words")
  if hit and row.specific == 0 then return hit end
  local carrier = row.action:find("carrier_verbs")
  if (carrier or row.practice) and row.action:matches(NEVER_AGAIN) then return row.action:matches(NEVER_AGAIN) end
  local negative = carrier and row.action:after(carrier):find("negatives")
  if negative and words.any(row.action:after(carrier):before(negative)) then return negative end
  return nil
end

local function is_family(part)
  if part:matches(WORKS_WITH_FAMILIES) then return false end
  return part:has_any("family_members", "outcome_persons") or part:matches(YOUNG) ~= nil
end

--- Somebody else than the owner, whom the action makes act.
local function someone_else(row)
  local first = row.acts[1]
  if not words.any(row.who) or row.owner.from_action or (first and first.head and first.head.passive) then return nil end
  local subject = row.action:matches(SUBJECT)
  local other = subject and (words.at_start(subject, "adult_aims") or words.at_start(subject, "agency_owners"))
  if not other or words.any(subject:after(other)) then return nil end
  if string.find(row.who:lower(), other:lower(), 1, true) then return nil end
  if other:is("parents", "both parents") and row.who:matches([[\b(?:mum|mam|mother|dad|father)\b]]) then return nil end
  return other
end

--- "Parents to be supported": the owner is the one who is helped.
local function is_helped(row)
  local head = row.acts[1] and row.acts[1].head
  local other = head and words.any(row.who) and head.subject and not is_named_in(row.owner.people, head.subject)
    and not is_family(row.owner.decides)
  return head and not other and head.passive and head.soft and head.object == head.after and head.verb or nil
end

--- "Mum to engage with the drug service": a family member and a service, both needed.
local function needs_service(row)
  local first = row.acts[1]
  if not (first and first.soft and first.head and is_family(row.owner.decides)) then return nil end
  local agency = first.head.object:find("agency_owners")
  if agency and not agency:has_any("places") then return agency end
  return first.head.object:find("course_words")
end

--- "Dad to ring the drug service": the help itself.
local function asks_for_help(row)
  local first = row.acts[1]
  if not (first and first.head) or first.noun then return false end
  if first.contact or first.head.verb:has_any("calls_and_bookings", "attending_verbs") then return true end
  return first.head.object:has_any("agency_owners", "course_words", "person_owners", "people_named")
end

--- A child's own habit, which nobody is named to help with.
local function own_habit(row)
  local first, who = row.acts[1], row.owner.decides
  if not (CHILD_PLANS[row.type] and first and first.head and who) or first.negative or first.contact then return nil end
  if not (who:matches(YOUNG) or who:matches(ONE_NAME)) or #row.owner.people ~= 1 then return nil end
  return first.head.verb:has_any("habit_verbs") and first.head.verb or nil
end

--- What success leans on while nothing is named to help.
local function leans_on(row)
  local outside = row.action:find("outside_control")
  if outside and not is_named_in(row.owner.people, outside) then return outside end
  local course = row.action:find("course_words")
  if course and is_family(row.owner.decides) then return course end
  local depends = row.action:matches(DEPENDS) or (row.by_when and row.by_when:matches(DEPENDS))
  depends = depends or row.action:matches(BY_OTHERS)
  if depends then return depends end
  local hires = row.practice and row.acts[1].head and row.acts[1].head.verb:matches(HIRES)
  if hires then return hires end
  local habit = is_family(row.owner.decides) and row.action:find("need_substances")
  if habit and not asks_for_help(row) then return habit end
  return own_habit(row) or someone_else(row) or is_helped(row) or needs_service(row)
    or (#row.acts == 1 and row.acts[1].target and row.action) or nil
end

--- Level, clause and the words that decided.
function able.read(row, s)
  local owner, steps = row.owner, able.steps(row)
  local fallback = words.any(row.contingency)
  local open = open_decision(row)
  if open and not fallback then return "U", "A_open", open end
  local whom = owner.decides or row.who or row.action
  if not owner.identified and (row.specific == 0 or is_soft(row) or steps > 1) then return "0", "A_nobody", whom end
  local guards = child_guards_itself(row) or too_young(row)
  if guards then return "0", "A_child", guards end
  local promised = absolute(row)
  if promised then return "0", "A_absolute", promised end
  if steps >= s.many_steps then return "0", "A_many", row.action end
  if not owner.identified and #row.acts > 0 and row.action:matches(ALWAYS) then return "0", "A_absolute", row.action end
  if not owner.identified then return "1", owner.kind == "group" and "A_group" or "A_no_owner", whom end
  if row.specific == 0 then return "1", "A_vague", row.action or whom end
  if steps >= s.several_steps then return "1", "A_steps", row.action end
  local leaning = not fallback and not row.action:has_any("help_words") and leans_on(row)
  if leaning then return "1", "A_leans", leaning end
  return "2", "A_able", whom
end

return able
