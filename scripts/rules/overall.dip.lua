--- What is met of what applies in a dip sample or a short check. Counts, no grade.

--- What one answer counts as: "met", "partly", "not_met", "unanswered", or nil when it doesn't count.
local function reading(f, row)
  local state = f:state(row.question)
  if state == "answered" then
    if f:holds(row.met) then return "met" end
    return row.partly and f:holds(row.partly) and "partly" or "not_met"
  end
  if state == "not_evidenced" then return row.record_only and "not_met" or nil end
  return state == "not_yet" and "unanswered" or nil
end

local function reading_of_number(f, row)
  local number = f:count(row.question)
  if number then return number <= row.at_most and "met" or "not_met" end
  return f:state(row.question) == "not_yet" and "unanswered" or nil
end

local function reading_of_pair(f, row)
  local due, held = f:count(row.due), f:count(row.held)
  if due and held then
    if due == 0 then return nil end
    return held >= due and "met" or "not_met"
  end
  return f:state(due and row.held or row.due) == "not_yet" and "unanswered" or nil
end

return {
  code = "overall.dip",
  title = "What is met in a dip sample",
  kind = "points",
  applies = { "DIP", "CL", "SOS" },
  needs = { "O1.due", "O1.held", "O2", "O3", "O4", "P6", "U2", "U10", "P9", "I6", "F17",
    "SoS1", "SoS2", "SoS3", "SoS4", "SoS5", "SoS6", "SoS7", "SoS8" },
  lists = {},
  why = "First version",
  columns = {
    answers = { { "question", "question" }, { "met", "condition" }, { "partly", "condition?" }, { "record_only", "yes_no" } },
    numbers = { { "question", "question" }, { "at_most", "integer 0..10000" } },
    sessions = { { "due", "question" }, { "held", "question" } },
  },
  settings = {
    answers = {
      { question = "O2", met = "O2 = yes", partly = "O2 = partly", record_only = true },
      { question = "O3", met = "O3 = yes", partly = "O3 = partly", record_only = true },
      { question = "O4", met = "O4 = yes", partly = "O4 = partly", record_only = true },
      { question = "P6", met = "P6 = yes", partly = "P6 = partly", record_only = false },
      { question = "P9", met = "P9 in (O, G)", partly = "P9 = R", record_only = false },
      { question = "I6", met = "I6 = yes", partly = "I6 = partly", record_only = false },
      { question = "F17", met = "F17 = yes", partly = "F17 = partly", record_only = false },
      { question = "SoS1", met = "SoS1 = yes", partly = "SoS1 = partly", record_only = false },
      { question = "SoS2", met = "SoS2 = yes", partly = "SoS2 = partly", record_only = false },
      { question = "SoS3", met = "SoS3 = yes", partly = "SoS3 = partly", record_only = false },
      { question = "SoS4", met = "SoS4 = yes", partly = "SoS4 = partly", record_only = false },
      { question = "SoS5", met = "SoS5 = yes", partly = "SoS5 = partly", record_only = false },
      { question = "SoS6", met = "SoS6 = yes", partly = "SoS6 = partly", record_only = false },
      { question = "SoS7", met = "SoS7 = yes", partly = "SoS7 = partly", record_only = false },
      { question = "SoS8", met = "SoS8 = yes", partly = "SoS8 = partly", record_only = false },
    },
    numbers = {
      { question = "U2", at_most = 28 },
      { question = "U10", at_most = 0 },
    },
    sessions = {
      { due = "O1.due", held = "O1.held" },
    },
  },
  clauses = {
    met = "These are met",
    partly = "These are partly met",
    not_met = "These are not met, or the record shows nothing of them where only it could",
    unanswered = "These apply and are not answered",
    nothing = "Nothing of the sample applies to this child",
    none_answered = "Nothing of the sample is answered yet",
  },
  outputs = {
    { "met", "integer 0..100" },
    { "partly", "integer 0..100" },
    { "not_met", "integer 0..100" },
    { "applies", "integer 0..100" },
    { "unanswered", "integer 0..100" },
  },
  score = function(f, s, out)
    local cites = { met = {}, partly = {}, not_met = {}, unanswered = {} }
    local function count(question, result)
      if f:asked(question) and result then table.insert(cites[result], question) end
    end
    for _, row in ipairs(s.sessions) do count(row.due, reading_of_pair(f, row)) end
    for _, row in ipairs(s.answers) do count(row.question, reading(f, row)) end
    for _, row in ipairs(s.numbers) do count(row.question, reading_of_number(f, row)) end
    local applies = #cites.met + #cites.partly + #cites.not_met
    if applies == 0 and #cites.unanswered == 0 then return out:status("not_applicable", "nothing") end
    if applies == 0 then return out:status("not_enough", "none_answered", table.unpack(cites.unanswered)) end
    out:value("applies", applies)
    for _, result in ipairs({ "met", "partly", "not_met", "unanswered" }) do
      local list = cites[result]
      out:value(result, #list)
      if #list > 0 then out:reason(result, nil, table.unpack(list)) end
    end
  end,
  examples = function()
    local function dip(name, sessions, ticks, numbers, expect)
      return { name = name, tool = "DIP", expect = expect, given = {
        ["O1.due"] = sessions[1], ["O1.held"] = sessions[2], O2 = ticks[1], O3 = ticks[2], O4 = ticks[3], P6 = ticks[4],
        U2 = numbers[1], U10 = numbers[2],
      } }
    end
    local none = { state = "not_evidenced" }
    local na = { state = "not_applicable", reason = "plan_type" }
    local not_yet = { state = "not_applicable", reason = "not_yet_due: 2026-05-01" }
    local age = { state = "not_applicable", reason = "age" }
    return {
      dip("all met", { 6, 6 }, { "yes", "yes", "yes", "yes" }, { 28, 0 },
        { met = 7, partly = 0, not_met = 0, applies = 7, unanswered = 0, clauses = { "met" }, without = { "partly", "not_met", "unanswered" } }),
      dip("some partly, some not", { 6, 5 }, { "yes", "partly", "no", "yes" }, { 29, 1 },
        { met = 2, partly = 1, not_met = 4, applies = 7, clauses = { "met", "partly", "not_met" }, without = { "unanswered" } }),
      dip("nothing found where only the record could show it", { 6, 6 }, { none, "yes", "yes", "yes" }, { 28, 0 },
        { met = 6, not_met = 1, applies = 7, clauses = { "not_met" } }),
      dip("nothing found where others could", { 6, 6 }, { "yes", "yes", "yes", none }, { 28, 0 },
        { met = 6, not_met = 0, applies = 6, clauses = { "met" }, without = { "not_met" } }),
      dip("two not answered", { 6, 6 }, { "yes", "yes", "yes" }, { 28 },
        { met = 5, applies = 5, unanswered = 2, clauses = { "unanswered" }, without = { "none_answered" } }),
      dip("nothing answered", {}, {}, {}, { status = "not_enough", applies = "", clauses = { "none_answered" }, without = { "nothing" } }),
      { name = "closure, pace Good", tool = "CL", given = { P9 = "G", I6 = "yes", F17 = "partly" },
        expect = { met = 2, partly = 1, applies = 3, clauses = { "met", "partly" } } },
      { name = "closure, too early to say whether it lasts", tool = "CL", given = { P9 = "I", I6 = not_yet, F17 = "yes" },
        expect = { met = 1, not_met = 1, applies = 2, unanswered = 0 } },
      { name = "all but one don't apply", tool = "SOS",
        given = { SoS1 = "yes", SoS2 = na, SoS3 = na, SoS4 = na, SoS5 = na, SoS6 = na, SoS7 = na, SoS8 = age },
        expect = { met = 1, applies = 1, clauses = { "met" }, without = { "nothing" } } },
      { name = "nothing applies", tool = "SOS",
        given = { SoS1 = na, SoS2 = na, SoS3 = na, SoS4 = na, SoS5 = na, SoS6 = na, SoS7 = na, SoS8 = age },
        expect = { status = "not_applicable", applies = "", clauses = { "nothing" }, without = { "none_answered" } } },
    }
  end,
}
