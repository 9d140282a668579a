--- What for: the outcome, the need the words name, and whether the act serves it.
local words = use "lib/smart_words"

local NEEDS = { "need_home", "need_money", "need_school", "need_health", "need_mind", "need_food", "need_sleep", "need_safety",
  "need_substances", "need_family", "need_identity", "need_leisure", "need_independence", "need_parenting" }

local INITIAL = [[(?-i:\b[B-HJ-Z]\b(?!&|\d))|(?-i:\bA['’]s\b)|^\s*(?-i:A)\s+\p{L}+s\b]]
local CHILD_ACTS = [[^\s*(?:the |both |all )?(?:(?-i:[A-Z])|he|she|they|i|children|boys|girls|twins|baby|child|yp)\s+(?!and\b)\p{L}+]]
local COMPARES = [[^\s*(?:to\s+)?(?:reduc\p{L}*|improv\p{L}*|increas\p{L}*|better|enhanc\p{L}*|promot\p{L}*|less|more|]]
  .. [[rais\p{L}+|good|positive|strengthen\p{L}*|support\p{L}*|stop)\b]]
local DOES = [[^\s+(?:and\s+(?-i:[A-Z])\p{L}+\s+)?\p{L}+s\b]]
local STAFF_DO = [[^\s*(?:\p{L}+ )?(?:managers|workers|staff|we|auditors|reviewers|chairs|iros|teams|carers)\s+(?!and\b|of\b|]]
  .. [[to\b|in\b|for\b|with\b)\p{L}+]]
local OF_SOMEBODY = [[['’]s\s*$]]
local PROCESS_OF = [[^\s*\p{L}+['’]s (?:\p{L}+ )?(?:plan|file|case|review|assessment|chronology|status) (?:is|are) ]]
  .. [[(?!followed|kept to)|]]
  .. [[^\s*\p{L}+ is (?:registered|allocated|referred|assessed|reviewed|enrolled)\s*$]]
local TO_A_SERVICE = [[^\s*\p{L}+(?: (?:and|&) \p{L}+)? (?:attends?|talks? to|sees?|meets?|has|gets|receives|]]
  .. [[engages? (?:with|in)|works? with|]]
  .. [[accesses)\b.{0,30}]]
  .. [[\b(?:counsell\p{L}+|therap\p{L}+|camhs|mentor|appointments?|sessions?|meetings?|services?|clinic|dentist|doctor|gp)\b]]
local NO_HARM = [[^\s*no (?:more )?(?:violence|bullying|hitting|shouting|fighting|fights)\b]]
local ONLY_ABUSE = [[^\s*no (?:more )?(?:domestic )?(?:abuse|violence)\s*$]]
local HOUSEHOLD = [[^\s*(?:the )?(?:family|home|house|flat) (?:is|has|have|stays?|keeps?|lives?|can)\b]]
local LESS_AT_HOME = [[^\s*(?:less|fewer|no) .*\b(?:at home|in the (?:house|home)|at school)\b]]
local SHE_UNSAID = [[^\s*(?:feels|has|can|gets|goes|knows|sleeps|eats)\s+\p{L}]]
local STATE = [[\b(?:is|are|gone|healed|works?)\b]]
local GONE = [[\b(?:gone|healed|cleared up)\W*$]]
local FEWER = [[^\s*fewer\b]]
local WISH = [[^\s*to\s+]]
local SAFE = [[\b(?:safe|safely|protected|safeguarded|free)\b]]
local LONG_WISH = 4
local LONG_ENOUGH = 6

local need = {}

--- Which parts of life the text names: a set of list names, beside those in into.
function need.areas(text, into)
  into = into or {}
  if not words.any(text) then return into end
  for _, list in ipairs(NEEDS) do
    if not into[list] and text:has_any(list) then into[list] = true end
  end
  return into
end

function need.any_of(areas)
  for _, list in ipairs(NEEDS) do
    if areas[list] then return true end
  end
  return false
end

function need.shared(a, b)
  for _, list in ipairs(NEEDS) do
    if a[list] and b[list] then return true end
  end
  return false
end

--- The first word that names a need by itself, passing over words of process and paper.
function need.named(text)
  if not words.any(text) then return nil end
  for _, list in ipairs(NEEDS) do
    local rest = text
    local hit = rest:find(list)
    while hit do
      local process = words.at_start(rest:after(rest:before(hit)), "process_words")
      if not process or process:length() < hit:length() then return hit end
      rest = rest:after(hit)
      hit = rest:find(list)
    end
  end
  return nil
end

local function names_child(text)
  return text:has_any("outcome_persons") or text:matches(INITIAL) ~= nil or words.first_name(text) ~= nil
end

local function adult_first(text)
  local adult = text:find("adult_aims")
  if not adult or words.at_start(text, "outcome_persons") then return nil end
  local before = text:before(adult)
  if before:matches(OF_SOMEBODY) and before:words() == 1 then return adult end
  if before:words() <= 1 and not names_child(before) then return adult end
  return nil
end

local function only_says(text, lists)
  local name = words.first_name(text)
  if name then return words.left_over(text:before(name), lists) == nil and words.left_over(text:after(name), lists) == nil end
  return words.left_over(text, lists) == nil
end

local function is_slogan(text, practice)
  if text:has_any("slogans") and only_says(text, { "slogans", "outcome_persons", "adult_aims", "fillers" }) then return true end
  local sentence = names_child(text) and text:has_any("finite_verbs") and not text:has_any("slogans")
  if not practice and not sentence and text:has_any("slogans", "loose_objects")
    and only_says(text, { "slogans", "outcome_persons", "adult_aims", "loose_objects", "fillers" }) then
    return true
  end
  local only_safe = { "slogans", "outcome_persons", "adult_aims", "need_safety", "loose_objects", "fillers" }
  return text:matches(SAFE) ~= nil and only_says(text, only_safe)
end

--- The outcome: "none", "slogan" (also a bare topic, an adult's or a process aim) or "real". practice: an audit log or service plan.
function need.outcome(text, practice)
  if not words.any(text) then return "none" end
  if is_slogan(text, practice) then return "slogan" end
  if not practice and text:matches(LESS_AT_HOME) and text:has_any("checkable_things", "concrete_verbs") then return "real" end
  if not practice and text:matches(SHE_UNSAID) and not text:has_any("slogans") then return "real" end
  if text:matches(COMPARES) then return "slogan" end
  if not practice and (text:matches(PROCESS_OF) or text:matches(TO_A_SERVICE)) then return "slogan" end
  if text:matches(NO_HARM) and text:has_any("need_safety") and not text:matches(ONLY_ABUSE) then return "real" end
  if text:matches(FEWER) then return names_child(text) and "real" or "slogan" end
  local name = words.first_name(text)
  local says = text:has_any("finite_verbs") or text:matches(CHILD_ACTS) or (name and text:after(name):matches(DOES)) or text:matches(WISH)
  if not says and not text:matches(GONE) then return "slogan" end
  local adult = not practice and adult_first(text)
  if adult then
    local behind = text:after(adult)
    local child = behind:matches([[\b(?:children|child|girls|boys|baby|twins|son|daughter|kids|me|my)\b]])
      or behind:matches(INITIAL) or words.first_name(behind)
    return child and "real" or "slogan"
  end
  if names_child(text) then return "real" end
  if text:matches(HOUSEHOLD) and text:has_any("need_home", "need_food", "need_money") then return "real" end
  if not practice and text:matches(STATE) and (text:has_any("need_home") or text:matches(GONE)) then return "real" end
  if practice and text:matches(STAFF_DO) then return "real" end
  if practice then return text:has_any("practice_subjects") and "real" or "slogan" end
  if text:words() >= (text:matches(WISH) and LONG_WISH or LONG_ENOUGH) then return "real" end
  return "slogan"
end

return need
