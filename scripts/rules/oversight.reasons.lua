--- Do supervision records show reasons and thinking in their words, or only in the tick beside them?
local words = use "lib/smart_words"

local REASON_GIVEN = [[\b(?:reasons?|rationale)\s*(?::|-)]]
local SAID = { yes = true, partly = true }

--- The words a rule may look at: what stands beside an answer, or what the record itself says.
local function texts_of(f, questions)
  local texts = {}
  for _, q in ipairs(questions) do
    if f:asked(q.question) then
      local text = q.part == "answer" and f:text(q.question) or q.part ~= "answer" and f:evidence(q.question) or nil
      if words.any(text) then table.insert(texts, text) end
    end
  end
  return texts
end

local function first_in(texts, list)
  for _, text in ipairs(texts) do
    local hit = text:find(list) or list == "reason_words" and text:matches(REASON_GIVEN)
    if hit then return hit end
  end
  return nil
end

--- Which kinds of a table of kinds the words show: the first hit of each.
local function kinds_in(texts, kinds)
  local hits = {}
  for _, kind in ipairs(kinds) do
    local hit = first_in(texts, kind.list)
    if hit then table.insert(hits, hit) end
  end
  return hits
end

--- shown: the words show it; claimed: only the tick says so; missing: neither.
local function judge(f, question, hits, needed)
  if #hits >= needed then return "shown" end
  return f:asked(question) and SAID[f:answer(question)] and "claimed" or "missing"
end

--- What the audit says is good, beside words that show nothing of it.
local function tell_said_good(f, rows, out)
  for _, row in ipairs(rows) do
    local holds, questions = f:holds(row.when)
    if holds then out:reason(row.clause, nil, table.unpack(questions)) end
  end
end

local CLAUSES = {
  reasons = { shown = "why", claimed = "why_claimed", missing = "why_missing" },
  thinking = { shown = "thought", claimed = "thought_claimed", missing = "thought_missing" },
}

local function session(name, text, expect)
  return { name = name, tool = "SESSION", given = { ["session.words"] = text }, expect = expect }
end

local function audit(name, given, expect) return { name = name, tool = "TSU", given = given, expect = expect } end

return {
  code = "oversight.reasons",
  title = "Reasons and thinking in supervision records",
  kind = "check",
  applies = { "SESSION", "TSU" },
  needs = { "U5", "U6", "U8", "U12", "U14", "U20", "U20.what", "UJ2", "session.words" },
  lists = {
    "against_words", "change_of_mind", "doubt_words", "other_explanations", "reason_words", "worker_feelings"
  },
  why = "First version",
  columns = {
    texts = { { "question", "question" }, { "part", "answer evidence" } },
    thinking = {
      { "kind", "text" },
      { "list", "against_words change_of_mind doubt_words other_explanations reason_words worker_feelings" },
    },
    said_good = { { "when", "condition" }, { "clause", "clause" } },
  },
  settings = {
    texts = {
      { question = "session.words", part = "answer" },
      { question = "U5", part = "evidence" },
      { question = "U6", part = "evidence" },
      { question = "U8", part = "evidence" },
      { question = "U12", part = "evidence" },
      { question = "U14", part = "evidence" },
      { question = "U20", part = "evidence" },
      { question = "U20.what", part = "answer" },
    },
    thinking = {
      { kind = "another explanation", list = "other_explanations" },
      { kind = "what is not known", list = "doubt_words" },
      { kind = "what is felt", list = "worker_feelings" },
      { kind = "what would change our mind", list = "change_of_mind" },
    },
    kinds_needed = 1,
    said_good = { { when = "UJ2 >= G", clause = "judged_good" } },
  },
  clauses = {
    why = "The words give a reason",
    why_claimed = "Reasons are said to be written, and the words give none",
    why_missing = "The words give no reason",
    against = "The words say what was decided against",
    thought = "The words show thinking: {kinds_needed} or more of another explanation, what is not known, what is felt, what "
      .. "would change our mind",
    thought_claimed = "Reflection is said to be there, and the words show none",
    thought_missing = "The words show no reflection",
    tasks = "Neither a reason nor a thought: what is left is a list of tasks",
    judged_good = "Thinking is judged Good or better, and the words show neither a reason nor a thought",
    no_words = "No words of the record are given",
  },
  outputs = {
    { "reasons", "shown claimed missing" },
    { "thinking", "shown claimed missing" },
    { "kinds", "integer 0..4" },
    { "decided_against", "yes_no" },
    { "tasks_only", "yes_no" },
  },
  score = function(f, s, out)
    local texts = texts_of(f, s.texts)
    if #texts == 0 then return out:status("not_enough", "no_words", f:tool() == "TSU" and "U5" or "session.words") end
    local against = first_in(texts, "against_words")
    local why = { first_in(texts, "reason_words") or against }
    local thoughts = kinds_in(texts, s.thinking)
    local reasons = judge(f, "U5", why, 1)
    local thinking = judge(f, "U6", thoughts, s.kinds_needed)
    out:value("reasons", reasons, CLAUSES.reasons[reasons], why[1] or f:asked("U5") and "U5" or texts[1])
    out:value("thinking", thinking, CLAUSES.thinking[thinking], thoughts[1] or f:asked("U6") and "U6" or texts[1],
      table.unpack(thoughts, 2))
    out:value("kinds", #thoughts)
    out:value("decided_against", against ~= nil, against and "against", against)
    local tasks = reasons ~= "shown" and thinking ~= "shown"
    out:value("tasks_only", tasks, tasks and "tasks" or nil, tasks and texts[1] or nil)
    if tasks then tell_said_good(f, s.said_good, out) end
  end,
  examples = function()
    local list = {
      session("a reason and a doubt", "Stay at home for now because Gran is there every night; we do not know what happens at weekends.",
        { reasons = "shown", thinking = "shown", kinds = 1, tasks_only = false, clauses = { "why", "thought" }, without = { "tasks",
          "against" } }),
      session("tasks", "Visit on Friday. Chase the school report. Book the core group.",
        { reasons = "missing", thinking = "missing", tasks_only = true, clauses = { "why_missing", "thought_missing", "tasks" },
          without = { "why", "thought" } }),
      session("decided against", "Weekly visits, rather than a move to Gran.",
        { reasons = "shown", decided_against = true, clauses = { "against", "why", "thought_missing" }, without = { "tasks" } }),
      session("two kinds of thought", "The worker felt shut out and wondered whether Dad was in the house.",
        { reasons = "missing", thinking = "shown", kinds = 2, clauses = { "thought", "why_missing" }, without = { "thought_missing",
          "tasks" } }),
      audit("a tick with its words", { U5 = { value = "yes",
        evidence = "Close because the plan was met; what would change our mind is written down." },
          U6 = "yes", UJ2 = "G" },
        { reasons = "shown", thinking = "shown", clauses = { "why", "thought" }, without = { "why_claimed", "thought_claimed",
          "judged_good" } }),
      audit("ticks with other words", { U5 = { value = "yes", evidence = "Six of six held." }, U6 = "partly", UJ2 = "G" },
        { reasons = "claimed", thinking = "claimed", tasks_only = true, clauses = { "why_claimed", "thought_claimed", "tasks",
          "judged_good" },
          without = { "why_missing", "thought_missing" } }),
      audit("not good, and known to be", { U5 = { value = "no", evidence = "Every entry ends: go on with the plan." }, U6 = "no",
        UJ2 = "R" },
        { reasons = "missing", thinking = "missing", clauses = { "tasks" }, without = { "judged_good", "why_claimed" } }),
      audit("no words", { U5 = "yes", U6 = "yes" }, { status = "not_enough", clauses = { "no_words" } }),
      audit("judged Outstanding, without a thought", { U5 = { value = "yes", evidence = "Six of six held." }, UJ2 = "O" },
        { clauses = { "judged_good" } }),
      audit("what changed", { ["U20.what"] = "Visits moved to mornings because he sleeps then." }, { reasons = "shown",
        clauses = { "why" } }),
    }
    for _, question in ipairs({ "U5", "U6", "U8", "U12", "U14", "U20" }) do
      table.insert(list, audit("words beside " .. question, { [question] = { value = "partly",
        evidence = "Closed because the plan was met." } },
        { reasons = "shown", clauses = { "why" } }))
    end
    return list
  end,
}
