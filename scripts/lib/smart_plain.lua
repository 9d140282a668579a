--- Would a parent follow it: unexplained letters, jargon, long sentences, capitals only, another language.
local words = use "lib/smart_words"

local CAPITALS_ONLY = [[^(?-i:[^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*)$]]

local plain = {}

local function texts_of(row)
  local list = {}
  for _, field in ipairs({ "outcome", "action", "measure", "contingency" }) do
    if words.any(row[field]) then table.insert(list, row[field]) end
  end
  return list
end

function plain.read(row, s)
  local hard, part, roles = 0, nil, false
  for _, text in ipairs(texts_of(row)) do
    if text:matches(CAPITALS_ONLY) and text:words() >= 2 then return false, "P_capitals", text end
    if text:count_of("welsh_words") >= 2 then return false, "P_language", text end
    for sentence in text:each_sentence() do
      if sentence:words() > s.long_sentence then return false, "P_long", sentence end
    end
    local letters, known = text:acronyms("everyday_acronyms"), text:acronyms("role_acronyms")
    local jargon = text:count_of("jargon")
    if letters > known then roles = true end
    hard = hard + known + jargon
    if jargon > 0 then part = part or text:find("jargon") end
    if known > 0 then part = part or text end
  end
  if roles then hard = hard + 1 end
  if hard > s.hard_words then return false, "P_jargon", part end
  return true, "P_plain", part
end

return plain
