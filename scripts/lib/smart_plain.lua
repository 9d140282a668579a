--- Would a parent follow it: unexplained letters, jargon, long sentences, capitals only, another language.
local words = use "lib/smart_words"

local CAPITALS_ONLY = [[^(?-i:[^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*)$]]

local LETTERS = [[(?-i:\b[A-Z][A-Z0-9&]*[A-Z][A-Z0-9]*(?=s?\b))]]

local plain = {}

local function texts_of(row)
  local list = {}
  for _, field in ipairs({ "outcome", "action", "measure", "contingency" }) do
    if words.any(row[field]) then table.insert(list, row[field]) end
  end
  return list
end

--- Unexplained letters and jargon, each counted once in a row; the initials of roles count together as one.
local function hard_in(text, seen)
  local found, part = 0, nil
  local rest, letters = text, text:matches(LETTERS)
  while letters do
    local key = letters:lower()
    local everyday = words.at_start(letters, "everyday_acronyms") ~= nil
    local role = not everyday and words.at_start(letters, "role_acronyms") ~= nil
    if role then key = "role" end
    if not everyday and not seen[key] then
      seen[key], found, part = true, found + 1, part or letters
    end
    rest = rest:after(letters)
    letters = rest:matches(LETTERS)
  end
  for _, jargon in ipairs(words.each(text, "jargon")) do
    local key = jargon:lower()
    if not seen[key] then
      seen[key], found, part = true, found + 1, part or jargon
    end
  end
  return found, part
end

function plain.read(row, s)
  local hard, part, seen = 0, nil, {}
  for _, text in ipairs(texts_of(row)) do
    if text:matches(CAPITALS_ONLY) and text:words() >= 2 then return false, "P_capitals", text end
    if text:count_of("welsh_words") >= 2 then return false, "P_language", text end
    for sentence in text:each_sentence() do
      if sentence:words() > s.long_sentence then return false, "P_long", sentence end
    end
    local found, which = hard_in(text, seen)
    hard, part = hard + found, part or which
  end
  if hard > s.hard_words then return false, "P_jargon", part end
  return true, "P_plain", part
end

return plain
