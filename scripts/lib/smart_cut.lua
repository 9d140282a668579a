--- An action cut into its acts, where a new verb begins.
local words = use "lib/smart_words"
local verbs = use "lib/smart_verb"
local verb_in, verb_at_start, without_lead, starts_with_owner = verbs.first, verbs.at_start, verbs.bare, verbs.owner_first
local INFINITIVE, PEOPLE_ONLY = verbs.INFINITIVE, verbs.PEOPLE_ONLY

local CUT = [[[;\n•]|[.:]\s|,|\band\b|\bthen\b|&|\+|\s[-–]\s]]
local ADJUNCT = [[^\s*(?:[\p{L} ]{1,30},\s*)?(?:with|using|in order to|so that|due to|because of|as an? |as part of|following|given|]]
  .. [[to (?:help|improve|reduce|support|ensure|make|keep|enable|promote|build|stop|avoid|prevent|increase))\b]]
local SAID_THAT = [[^\s*(?:(?:the )?(?:conference|meeting|review|panel|board|court|auditor|core group)\s+(?:recommends?|]]
  .. [[recommended|agreed|agrees|]]
  .. [[asks?|requests?|expects?|decided)\s+(?:that\s+)?|it (?:is|was|has been) (?:agreed|recommended|proposed|expected|]]
  .. [[suggested|decided)\s+that\s+|]]
  .. [[there (?:needs?|has|have) to be\s+)]]
local ASKS = [[^\s*(?:who|whom|what|when|where|how|which|why)\b]]
local GERUND = [[^\p{L}{2,}ing\b]]

--- Does an act begin here: a verb, or an owner and then a verb, as in "Gran carries the bag"?
local function begins_act(text, in_gerunds)
  if text:matches(ASKS) then return false end
  local bare = without_lead(text)
  local verb = verb_at_start(bare)
  if verb and verb:matches(GERUND) and not text:matches([[^[\s\S]{0,3}\bthen\b]]) and not in_gerunds then return false end
  if verb or bare:matches([[^\s*be\s+\p{L}]]) then return true end
  local owner = starts_with_owner(bare)
  if not owner then return false end
  local further = verb_in(bare)
  if further and words.left_over(bare:before(further), PEOPLE_ONLY) == nil and not further:matches(GERUND) then return true end
  local rest = bare:after(owner)
  return rest:matches([[^\s+(?:to|will|must|should)\b]]) ~= nil or verb_at_start(without_lead(rest)) ~= nil
end

--- "SW to rewrite it", behind a statement of what is wrong.
local function acts_next(text)
  local owner = starts_with_owner(without_lead(text))
  return owner ~= nil and without_lead(text):after(owner):matches([[^\s+(?:to|will|must|should)\b]]) ~= nil
end

--- "Mum to fit the blinds", "to clear the back bedroom": behind a clause that only says how or what for.
local function does_something(text)
  return acts_next(text) or text:matches([[^\s*(?:to|]]
  .. [[(?-i:[A-Z])(?:[a-z]+)? to)\s]]) ~= nil or starts_with_owner(without_lead(text)) ~= nil
end

local function has_verb(text)
  return verb_in(text) ~= nil or text:matches(INFINITIVE) ~= nil
end

--- The action cut into acts where a new verb begins.
local function cut_up(action)
  local said = action:matches(SAID_THAT)
  if said then action = action:after(said) end
  local parts, current, rest = {}, action, action
  local first = verb_in(action)
  local in_gerunds = first ~= nil and first:matches(GERUND) ~= nil
  local cut = rest:matches(CUT)
  while cut do
    local tail, before = rest:after(cut), current:before(cut)
    local states = before:words() > 1 and words.left_over(before, PEOPLE_ONLY) ~= nil and acts_next(tail)
    local colon = cut:matches([[^:]]) and words.any(before)
    if (has_verb(before) or states or colon) and begins_act(tail, in_gerunds) then
      table.insert(parts, before)
      current = tail
    end
    rest = tail
    cut = rest:matches(CUT)
  end
  table.insert(parts, current)
  if #parts > 1 and parts[1]:matches(ADJUNCT) and does_something(parts[2]) then table.remove(parts, 1) end
  return parts
end

return { acts = cut_up }
