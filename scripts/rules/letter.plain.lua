--- Later life letters: could a teenager follow the letter alone, and does nothing in it name the adoptive family?
local words = use "lib/smart_words"

--- What would tell who and where the adoptive family is. Names in capitals; roads, schools and numbers as they are written in England.
local TELLS = {
  surname = [[\b(?:Mr|Mrs|Ms|Miss|Dr)\b\.?\s+(?:and\s+(?:Mr|Mrs|Ms|Miss)\.?\s+)?(?-i:[A-Z])[\p{L}'’-]+]]
    .. [[|\b[Tt]he (?-i:[A-Z])[\p{L}'’-]+ family\b|\b(?-i:[A-Z])\p{L}+ (?:and|&) (?-i:[A-Z])\p{L}+ (?-i:[A-Z])[\p{L}'’-]+]]
    .. [[|\b(?:new )?(?:surname|last name|family name)\b[^.]{0,20}\b(?:is|became|will be) (?-i:[A-Z])[\p{L}'’-]+]],
  address = [[\b(?-i:[A-Z]{1,2}\d[A-Z\d]?)\s*\d(?-i:[A-Z]{2})\b]]
    .. [[|\b\d{1,4}[a-z]?,?\s+(?:(?-i:[A-Z])[\p{L}'’-]+\s+){1,3}(?:road|rd|street|avenue|lane|close|drive|way|terrace|gardens|court|crescent|grove|place)\b]],
  school = [[\b(?-i:[A-Z])[\p{L}'’.]+(?:\s+(?-i:[A-Z])[\p{L}'’.]+){0,3}\s+(?:(?:church of england|c of e|rc|catholic|community)\s+)?]]
    .. [[(?:primary|infant|infants|junior|first|middle|high|secondary|grammar|nursery|academy|college)(?:\s+school)?\b]]
    .. [[|\b(?-i:[A-Z])[\p{L}'’.]+(?:\s+(?-i:[A-Z])[\p{L}'’.]+){0,3}\s+(?-i:School|Academy)\b]],
  number = [[\b0\d{3,4}[\s-]?\d{3}[\s-]?\d{3,4}\b|\b[\w.+-]+@[\w-]+\.[a-z]{2,}\b|\b\d{3}[ -]?\d{3}[ -]?\d{4}\b]],
}
local KINDS = { "surname", "address", "school", "number" }

local function is_explained(sentence, hit)
  return sentence:after(hit):matches([[^\s*\(]]) ~= nil or sentence:has_any("said_in_other_words")
end

--- Hard words that their sentence doesn't explain.
local function hard_words(text)
  local count, first = 0, nil
  for sentence in text:each_sentence() do
    for _, list in ipairs({ "letter_hard_words", "jargon" }) do
      for _, hit in ipairs(words.each(sentence, list)) do
        if not is_explained(sentence, hit) then count, first = count + 1, first or hit end
      end
    end
    local letters = sentence:acronyms("everyday_acronyms")
    if letters > 0 and not sentence:has_any("said_in_other_words") then
      count, first = count + letters, first or sentence:matches([[(?-i:\b[A-Z][A-Z0-9]+\b)]])
    end
  end
  return count, first
end

local function longest_sentence(text)
  local longest, most = nil, 0
  for sentence in text:each_sentence() do
    if sentence:words() > most then longest, most = sentence, sentence:words() end
  end
  return longest, most
end

local function within(least, value, most) return math.max(least, math.min(value, most)) end

--- The letter's own words: readability, sentences, hard words, labels, and whether it speaks to the child.
local function read_letter(text, s, out)
  local ease, grade = text:readability()
  local age = within(5, (grade + 500 + 50) // 100, 25)
  local sentence, most = longest_sentence(text)
  local count, hard = hard_words(text)
  local label = text:find("letter_labels")
  local faults = 0
  local function fault(found, clause, cite)
    if found then
      out:reason(clause, nil, cite)
      faults = faults + 1
    end
  end
  out:value("reading_age", age)
  out:points("ease", within(-10000, ease, 12100))
  out:value("longest_sentence", within(0, most, 1000))
  out:value("hard_words", within(0, count, 1000))
  fault(age > s.reading_age, "age", text)
  fault(most > s.long_sentence, "long", sentence)
  fault(100 * count > s.hard_in_hundred * text:words(), "hard", hard)
  fault(label ~= nil, "label", label)
  fault(not text:matches([[\byou(?:r|rs|rself)?\b]]), "not_to_you", text)
  out:value("plain", faults == 0, faults == 0 and "plain" or nil, text)
end

--- What the auditor counted and answered, where the letter itself isn't here.
local function read_audit(f, s, out)
  local years, follows = f:count("L6.years"), f:answer("L6")
  if years then
    out:value("reading_age", within(5, years, 25))
    out:value("plain", years <= s.reading_age, years <= s.reading_age and "counted" or "counted_old", "L6.years")
    if years > s.reading_age and follows == "yes" then out:reason("said_easy", nil, "L6", "L6.years") end
  end
  if f:answer("L22") == "no" then out:flag("identity", "said_identity", "L22") end
end

--- Whatever is written: does any of it tell who or where the adoptive family is?
local function screen(f, s, out)
  local found = false
  for _, q in ipairs(s.screened) do
    local text = f:asked(q.question) and (q.part == "answer" and f:text(q.question) or q.part == "beside" and f:evidence(q.question))
    for _, kind in ipairs(text and KINDS or {}) do
      local hit = text:matches(TELLS[kind])
      if hit then
        out:flag("identity", kind, hit)
        found = true
      end
    end
  end
  return found
end

local TEXTS = { "letter.words", "X1", "X2.what", "X8" }
local BESIDE = { "L4", "L5", "L6", "L7", "L8", "L9", "L10", "L11", "L12", "L13", "L14", "L15", "L16", "L17", "L18", "L19", "L20", "L21",
  "L22", "L23", "L24", "LJ1", "LJ2", "LJ3", "LJ" }

local function screened()
  local rows = {}
  for _, question in ipairs(TEXTS) do table.insert(rows, { question = question, part = "answer" }) end
  for _, question in ipairs(BESIDE) do table.insert(rows, { question = question, part = "beside" }) end
  return rows
end

local function needed(rows)
  local list = { "L6.years" }
  for _, row in ipairs(rows) do table.insert(list, row.question) end
  return list
end

local SCREENED = screened()

local function letter(name, text, expect) return { name = name, tool = "LETTER", given = { ["letter.words"] = text },
  expect = expect } end

return {
  code = "letter.plain",
  title = "Later life letters: plain, and without the adoptive identity",
  kind = "check",
  applies = { "LETTER", "TLL" },
  needs = needed(SCREENED),
  lists = {
    "everyday_acronyms", "jargon", "letter_hard_words", "letter_labels", "said_in_other_words"
  },
  why = "First version",
  columns = { screened = { { "question", "question" }, { "part", "answer beside" } } },
  settings = { reading_age = 12, long_sentence = 25, hard_in_hundred = 1, screened = SCREENED },
  clauses = {
    plain = "A teenager could follow it: reading age {reading_age} at most, no sentence over {long_sentence} words, hard words explained",
    age = "The reading age is above {reading_age}",
    long = "A sentence has more than {long_sentence} words",
    hard = "More than {hard_in_hundred} word in a hundred is hard and not explained",
    label = "A label stands in place of what happened",
    not_to_you = "It does not speak to the child: the word you is nowhere in it",
    counted = "The reading age that the auditor counted is {reading_age} at most",
    counted_old = "The reading age that the auditor counted is above {reading_age}",
    said_easy = "The auditor says that a teenager could follow it, and counted a reading age above {reading_age}",
    said_identity = "The auditor says that adoptive details stand in the letter",
    surname = "A surname stands in the words",
    address = "An address or a postcode stands in the words",
    school = "The name of a school stands in the words",
    number = "A telephone number, a long number or an e-mail address stands in the words",
    screened = "Nothing in the words tells who or where the adoptive family is",
    nothing = "There are no words to read",
  },
  outputs = {
    { "plain", "yes_no" },
    { "identity", "yes_no" },
    { "reading_age", "integer 5..25" },
    { "ease", "hundredths" },
    { "longest_sentence", "integer 0..1000" },
    { "hard_words", "integer 0..1000" },
  },
  score = function(f, s, out)
    local own = f:asked("letter.words") and f:text("letter.words") or nil
    if f:tool() == "LETTER" and not words.any(own) then return out:status("not_enough", "nothing", "letter.words") end
    out:value("identity", false)
    if words.any(own) then read_letter(own, s, out) end
    if f:tool() == "TLL" then read_audit(f, s, out) end
    if not screen(f, s, out) then out:reason("screened") end
  end,
  examples = function()
    local warm = "You were born on a windy night in March. Your mum chose your name because she loved the sea. She held you all night. "
    local function audit(name, given, expect) return { name = name, tool = "TLL", given = given, expect = expect } end
    local list = {
      letter("plain words", warm .. "She could not keep you safe, and that was not your fault.",
        { plain = true, identity = false, hard_words = 0, clauses = { "plain", "screened" }, without = { "age", "long", "hard", "label",
          "not_to_you" } }),
      letter("office words",
        "You were accommodated following concerns regarding parenting capacity. Professionals identified insufficient engagement "
          .. "with interventions.",
        { plain = false, clauses = { "age", "hard" }, without = { "plain", "long" } }),
      letter("a hard word explained", warm .. "A judge made a care order, which means that social workers looked after you.",
        { plain = true, hard_words = 0, clauses = { "plain" }, without = { "hard" } }),
      letter("a hard word left alone", warm .. "Then a judge made a care order and you moved.", { plain = false, hard_words = 1,
        clauses = { "hard" } }),
      letter("a long sentence",
        warm .. warm .. "You and your mum and your dad and your gran and your big dog all lived in a flat by the sea, and it was "
          .. "cold, and you had a cot in the front room.",
        { plain = false, clauses = { "long" }, without = { "age" } }),
      letter("a label", warm .. "You were taken away because of neglect.", { plain = false, clauses = { "label" }, without = { "hard",
        "age" } }),
      letter("what happened, in its place", warm .. "Often there was no food in the house, and you were left alone in your cot.",
        { plain = true, clauses = { "plain" }, without = { "label" } }),
      letter("about the child, not to them", "He was born in March. His mum chose his name.", { plain = false,
        clauses = { "not_to_you" }, without = { "age" } }),
      letter("a surname", warm .. "Mr and Mrs Harrow met you in June.", { identity = true, clauses = { "surname" },
        without = { "screened", "address" } }),
      letter("first names alone", warm .. "Tom and Anna met you in June.", { identity = false, clauses = { "screened" },
        without = { "surname" } }),
      letter("an address", warm .. "You moved to 12 Larch Road that summer.", { identity = true, clauses = { "address" },
        without = { "surname", "number" } }),
      letter("a road without a number", warm .. "You played in the road that summer.", { identity = false, without = { "address" } }),
      letter("a school", warm .. "You started at Larch Hill Primary School.", { identity = true, clauses = { "school" },
        without = { "address" } }),
      letter("a school without its name", warm .. "You started at primary school.", { identity = false, clauses = { "screened" },
        without = { "school" } }),
      letter("a telephone number", warm .. "Ring me on 01632 960 123.", { identity = true, clauses = { "number" },
        without = { "school" } }),
      letter("nothing to read", nil, { status = "not_enough", clauses = { "nothing" } }),
      audit("counted, and young enough", { L6 = "yes", ["L6.years"] = 12, L22 = "yes" },
        { plain = true, identity = false, reading_age = 12, clauses = { "counted", "screened" }, without = { "counted_old", "said_easy",
          "said_identity" } }),
      audit("counted, and said to be easy", { L6 = "yes", ["L6.years"] = 13 },
        { plain = false, clauses = { "counted_old", "said_easy" }, without = { "counted" } }),
      audit("counted, and known to be hard", { L6 = "no", ["L6.years"] = 16 }, { plain = false, clauses = { "counted_old" },
        without = { "said_easy" } }),
      audit("the auditor found them", { L22 = "no" }, { identity = true, clauses = { "said_identity" } }),
      audit("the audit itself tells", { L22 = "yes", L17 = { value = "partly", evidence = "Names the Harrow family." } },
        { identity = true, clauses = { "surname" }, without = { "screened" } }),
      letter("twenty-five words", warm .. "You " .. string.rep("sat and ", 11) .. "sat down.", { longest_sentence = 25,
        without = { "long" } }),
      letter("twenty-six words", warm .. "You " .. string.rep("sat and ", 11) .. "sat down then.", { longest_sentence = 26,
        clauses = { "long" } }),
      letter("one hard word in a hundred", string.rep("You and I sat down. ", 19) .. "You had a care order.",
        { hard_words = 1, plain = true, without = { "hard" } }),
      letter("two hard words in a hundred", string.rep("You and I sat down. ", 18) .. "You had a care order. You had a core group.",
        { hard_words = 2, plain = false, clauses = { "hard" } }),
      audit("named where it is said what worked", { X1 = "Told by Mrs Harrow." }, { identity = true, clauses = { "surname" } }),
      audit("named among good practice", { X2 = "yes", ["X2.what"] = "Told by Mrs Harrow." }, { identity = true,
        clauses = { "surname" } }),
      audit("named where voices are missing", { X8 = "Mrs Harrow was away." }, { identity = true, clauses = { "surname" } }),
    }
    local answers = { L13 = "R", L22 = "yes", LJ1 = "R", LJ2 = "R", LJ3 = "R", LJ = "R" }
    for _, question in ipairs(BESIDE) do
      table.insert(list, audit("named beside " .. question, { [question] = { value = answers[question] or "partly",
        evidence = "Mrs Harrow said so." } },
        { identity = true, clauses = { "surname" } }))
    end
    return list
  end,
}
