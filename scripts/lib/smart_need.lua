--- What for: the outcome, the need the words name, and whether the act serves it.
local words = use "lib/smart_words"

local NEEDS = { "need_home", "need_money", "need_school", "need_health", "need_mind", "need_food", "need_sleep", "need_safety",
  "need_substances", "need_family", "need_identity", "need_leisure", "need_independence", "need_parenting" }

local INITIAL = [[\b(?-i:[A-Z])\b(?!&)]]
local CHILD_ACTS = [[^\s*(?:(?-i:[A-Z])|he|she|they|i|children|boys|girls|twins|baby|child|yp)\s+(?!and\b)\p{L}+]]
local COMPARES = [[^\s*(?:to\s+)?(?:reduc\p{L}*|improv\p{L}*|increas\p{L}*|better|enhanc\p{L}*|promot\p{L}*|less|more|fewer|rais\p{L}+|good|positive|strengthen\p{L}*|support\p{L}*|stop\b)\b]]
local IS_SAID = [[\b(?:is|are|has|have|can|does|do|will|feels?|knows?|gets?|goes|sees?|lives?|eats?|sleeps?|plays?|says?|keeps?|hears?|stays?|comes?|gains?|starts?|stops?|wakes?|talks?|tells?|trusts?|learns?|understands?|enjoys?|makes?|uses?|grows?|manages?|spends?|choose|chooses?|ring|rings|show|shows|shapes?|help|helps|loves?|likes?|needs?|wants?|sits?|walks?|attends?|belongs?|remembers?|takes?|have|reads?|sits?|share|shares|follow|wait|waits|not|don't|doesn't|meet|meets|find|finds|moves?|look|looks|come|see|know|live|feel|own|brushe?s?|fits?|hurting|hurts?|hits?|named)\b]]
local PROCESS = [[\b(?:appointment|assessment|report|meeting|minutes|referral|policy|audit|paperwork|form|data|system|fitted|explained|plan is in place|case clos\p{L}*)\b]]

local need = {}

--- Which parts of life the text names: a set of list names.
function need.areas(text, into)
  into = into or {}
  if not words.any(text) then return into end
  for _, list in ipairs(NEEDS) do
    if not into[list] and text:has_any(list) then into[list] = true end
  end
  return into
end

local function any_of(set)
  for _ in pairs(set) do return true end
  return false
end

function need.shared(a, b)
  for key in pairs(a) do
    if b[key] then return true end
  end
  return false
end

need.any_of = any_of

local function names_child(text, practice)
  return text:has_any("outcome_persons") or text:matches(INITIAL) ~= nil or (practice and text:has_any("practice_subjects"))
end

local function adult_first(text)
  local adult = text:find("adult_aims")
  if not adult then return false end
  local before = text:before(adult)
  return before:words() <= 1 and not before:has_any("outcome_persons") and before:matches(INITIAL) == nil
end

--- The outcome: "none", "slogan" (or a bare topic, an adult's or a process aim) or "real". practice: an audit log or service plan.
function need.outcome(text, practice)
  if not words.any(text) then return "none" end
  if words.left_over(text, { "slogans", "outcome_persons", "adult_aims", "loose_objects", "fillers" }) == nil then return "slogan" end
  local says = text:matches(IS_SAID) or text:matches(CHILD_ACTS) or text:matches([[^\s*to\s+(?:live|be able|go|see|have|sleep|eat|learn|know|play|read|stay with)\b]])
  if text:matches(COMPARES) and not text:matches([[^\s*fewer\b]]) then return "slogan" end
  if practice and text:matches([[^\s*fewer\s+\p{L}+.*\bchildren\b|^\s*fewer children\b]]) then return "real" end
  if not says then return "slogan" end
  if adult_first(text) and not practice then
    local adult = text:find("adult_aims")
    local behind = text:after(adult)
    local child = behind:has_any("outcome_persons") or behind:matches(INITIAL) ~= nil
    local own = behind:matches([[\b(?:the|their|his|her)\s+(?:children|child|girls|boys|baby|twins|son|daughter|kids)\b|\b(?:children|girls|boys|baby|twins)\b]]) or behind:matches(INITIAL)
    return child and own and "real" or "slogan"
  end
  if text:has_any("outcome_persons") or text:matches(INITIAL) then
    return "real"
  end
  if text:matches(PROCESS) and not practice then return "slogan" end
  if practice and names_child(text, true) then return "real" end
  if text:matches([[^\s*to\s+]]) then return "real" end
  if text:has_any("need_home", "need_school") and text:words() >= 4 then return "real" end
  return "slogan"
end

return need
