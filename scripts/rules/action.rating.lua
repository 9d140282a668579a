--- Does the rating of an improvement-plan line fit what its own narrative and evidence say?
local words = use "lib/smart_words"

local COUNTED = [[\b\d{1,4} (?:out )?of (?:the |our |all )*\d{1,4}\b]]
local WHOLE = [[\b(?:all|every|each|both|target|more than)\b]]
local STILL_TO_BE = [[\b(?:be|being|not|yet|never|been no)\s+$|\b(?:until|once)\b[^.;,]*$]]

local function is_excused(text, hit)
  for _, excuse in ipairs(words.each(text, "rating_exceptions")) do
    if words.within(text, hit, excuse) then return true end
  end
  return false
end

--- The first words of a list that count: "will" counts, "will continue" doesn't; "completed" counts, "to be completed" doesn't.
local function first_of(text, list)
  if not words.any(text) then return nil end
  local of_deeds = list == "rating_done" or list == "rating_finished"
  for _, hit in ipairs(words.each(text, list)) do
    if not is_excused(text, hit) and not (of_deeds and text:before(hit):matches(STILL_TO_BE)) then return hit end
  end
  return nil
end

--- "9 of 12": fewer than all of them, where nothing is said of all.
local function fewer_than_all(text)
  if not words.any(text) or text:matches(WHOLE) then return nil end
  local counted = text:matches(COUNTED)
  if not counted then return nil end
  local first = counted:matches([[^\d+]])
  local all = counted:matches([[\d+$]])
  return tonumber(first:string()) < tonumber(all:string()) and counted or nil
end

local OPEN = { "rating_partly", "rating_ahead", "rating_stalled" }

--- What narrative and evidence say together.
local function read(f)
  local line = { narrative = f:text("line.narrative"), evidence = f:text("line.evidence"), says = {} }
  for _, list in ipairs({ "rating_partly", "rating_ahead", "rating_stalled", "rating_finished", "rating_done" }) do
    line.says[list] = first_of(line.narrative, list) or first_of(line.evidence, list)
  end
  line.says.rating_partly = line.says.rating_partly or fewer_than_all(line.narrative) or fewer_than_all(line.evidence)
  for _, list in ipairs(OPEN) do line.open = line.open or line.says[list] end
  local figures = words.any(line.narrative) and line.narrative:has_digit()
  line.shown = words.any(line.evidence) and "own" or (line.says.rating_done or figures) and "narrative" or "none"
  line.silent = not words.any(line.narrative) and not words.any(line.evidence)
  return line
end

--- A test holds when the line has its rating, says its words, and nothing of what would excuse them.
local function holds(test, rating, line)
  if test.rating ~= rating or not line.says[test.says] then return false end
  if test.unless == "something_done" then return not line.says.rating_done and not line.says.rating_partly end
  if test.unless == "something_open" then return not line.open end
  return true
end

local function contradicts(s, rating, line, out)
  local found = false
  for _, test in ipairs(s.tests) do
    if holds(test, rating, line) then
      out:value("finding", "contradicted", test.because, line.says[test.says], "line.rating")
      found = true
    end
  end
  return found
end

local function narrative_example(name, rating, narrative, finding, clause, spared)
  return { name = name, day = "2025-06-30", given = { ["line.action"] = "All teams are trained", ["line.rating"] = rating,
    ["line.narrative"] = narrative, ["line.told_on"] = "2025-06-30" },
    expect = { finding = finding, clauses = { clause }, without = { spared } } }
end

return {
  code = "action.rating",
  title = "Rating of a plan line against its own words",
  kind = "check",
  applies = { "ACTION" },
  needs = { "line.rating", "line.narrative", "line.evidence", "line.told_on" },
  lists = { "rating_ahead", "rating_done", "rating_exceptions", "rating_finished", "rating_partly", "rating_stalled" },
  why = "First version",
  columns = {
    tests = {
      { "rating", "rag1 rag2 rag3 rag4" }, { "says", "rating_partly rating_ahead rating_stalled rating_finished rating_done" },
      { "unless", "something_done something_open?" }, { "because", "clause" },
    },
  },
  settings = {
    told_within = 92,
    achieved = "rag1",
    not_started = "rag4",
    tests = {
      { rating = "rag1", says = "rating_partly", because = "partly" },
      { rating = "rag1", says = "rating_ahead", because = "ahead" },
      { rating = "rag1", says = "rating_stalled", because = "stalled" },
      { rating = "rag2", says = "rating_ahead", unless = "something_done", because = "only_ahead" },
      { rating = "rag2", says = "rating_stalled", unless = "something_done", because = "only_stalled" },
      { rating = "rag3", says = "rating_finished", unless = "something_open", because = "behind" },
      { rating = "rag4", says = "rating_finished", unless = "something_open", because = "behind" },
    },
  },
  clauses = {
    partly = "Rated Achieved, and its own words say that not all of it is done",
    ahead = "Rated Achieved, and its own words speak of what is still to come",
    stalled = "Rated Achieved, and its own words say that something has stopped or not begun",
    only_ahead = "Rated Largely achieved, and its own words speak only of what is still to come",
    only_stalled = "Rated Largely achieved, and its own words say only that something has stopped or not begun",
    behind = "Rated below Achieved, and its own words say that it is done and name nothing that is left",
    no_evidence = "Rated Achieved, and nothing that is written says what was delivered",
    silent = "Rated, and not a word says why",
    stale = "Not yet achieved, and last told of more than {told_within} days ago",
    supported = "What is written goes with the rating",
    unrated = "The line has no rating",
  },
  outputs = {
    { "finding", "none contradicted no_evidence silent stale" },
    { "evidence", "own narrative none" },
    { "told_days_ago", "integer 0..36500" },
  },
  score = function(f, s, out)
    local rating = f:answer("line.rating")
    if not rating then return out:status("not_enough", "unrated", "line.rating") end
    local line, told_on = read(f), f:date("line.told_on")
    local age = told_on and f:day() and f:day() >= told_on and day.between(told_on, f:day())
    out:value("evidence", line.shown)
    if age then out:value("told_days_ago", age) end
    if line.silent and rating ~= s.not_started then return out:value("finding", "silent", "silent", "line.rating") end
    if contradicts(s, rating, line, out) then return end
    if rating == s.achieved and line.shown == "none" then
      return out:value("finding", "no_evidence", "no_evidence", line.narrative, "line.rating")
    end
    if rating ~= s.achieved and age and age > s.told_within then
      return out:value("finding", "stale", "stale", "line.told_on")
    end
    out:value("finding", "none", "supported", line.says.rating_done or "line.rating")
  end,
  examples = function()
    local line = narrative_example
    local list = {
      line("almost all", "rag1", "Nearly all teams trained by now.", "contradicted", "partly", "ahead"),
      line("all of them", "rag1", "All teams trained by 12 May; register on file.", "none", "supported", "partly"),
      line("counted, and short", "rag1", "9 of 12 teams trained.", "contradicted", "partly", "supported"),
      line("counted, and all were held", "rag1", "All six held; 61 of 70 came.", "none", "supported", "partly"),
      line("counted, and whole", "rag1", "12 of 12 teams trained.", "none", "supported", "partly"),
      line("ready to start", "rag1", "Training pack finished and ready to go to the teams.", "contradicted", "ahead", "partly"),
      line("goes on as it is", "rag1", "All teams trained. New starters will continue to be trained.", "none", "supported", "ahead"),
      line("happened as planned", "rag1", "Held as planned on 3 June.", "none", "supported", "ahead"),
      line("stopped", "rag1", "Training developed, then put on hold in April.", "contradicted", "stalled", "ahead"),
      line("no longer stopped", "rag1", "Training no longer on hold: held on 3 June for all teams.", "none", "supported", "stalled"),
      line("largely, and only to come", "rag2", "Training to be rolled out in the autumn.", "contradicted", "only_ahead", "supported"),
      line("largely, with a rest to come", "rag2", "Training developed; to be rolled out in the autumn.", "none", "supported",
        "only_ahead"),
      line("largely, and only stopped", "rag2", "Paused since April.", "contradicted", "only_stalled", "only_ahead"),
      line("largely, stopped half way", "rag2", "Five teams trained, the others postponed.", "none", "supported", "only_stalled"),
      line("in progress, and done", "rag3", "Training is complete.", "contradicted", "behind", "supported"),
      line("in progress, first part done", "rag3", "Writing is complete; teams to be trained in July.", "none", "supported", "behind"),
      line("not started, and done", "rag4", "Fully implemented.", "contradicted", "behind", "supported"),
      line("nothing that was delivered", "rag1", "A priority for the service.", "no_evidence", "no_evidence", "supported"),
      line("a figure that was reached", "rag1", "96% of staff in the May survey.", "none", "supported", "no_evidence"),
      line("not started, not a word", "rag4", nil, "none", "supported", "silent"),
      line("achieved, not a word", "rag1", nil, "silent", "silent", "no_evidence"),
      line("not rated", nil, "Teams trained.", "", "unrated", "supported"),
    }
    list[#list].expect.status = "not_enough"
    local old = line("told of long ago", "rag3", "First teams trained.", "stale", "stale", "supported")
    old.given["line.told_on"], old.expect.told_days_ago = "2025-03-29", 93
    local recent = line("told of in time", "rag3", "First teams trained.", "none", "supported", "stale")
    recent.given["line.told_on"], recent.expect.told_days_ago = "2025-03-30", 92
    local shown = line("shown beside it", "rag1", "A priority for the service.", "none", "supported", "no_evidence")
    shown.given["line.evidence"], shown.expect.evidence = "Attendance register, 12 May", "own"
    for _, more in ipairs({ old, recent, shown }) do table.insert(list, more) end
    return list
  end,
}
