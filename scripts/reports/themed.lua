--- Themed audit summary: what audits found about one theme in a period, beside the period before.
--
-- The figures come ready: every share carries its counts (`text`), and, from ten cases on, its
-- percentage, its interval and a calibrated word; every comparison carries its label and its
-- sentence. So this script never divides and never judges a change: it chooses, orders and says.

local THREE = 3

local function plural(n, one, many)
  return n .. " " .. (n == 1 and one or many)
end

--- "16 of 25 (64 %; 95 % interval 45 to 80 %)", or the counts alone where there are too few.
local function with_interval(share)
  if share.few then return share.counts end
  return share.counts .. " (" .. share.percent .. "; 95 % interval " .. share.interval .. ")"
end

--- What was asked, as the start of a line: a question ends with its mark, anything else with a colon.
local function asked(question)
  return question.label .. (string.sub(question.label, -1) == "?" and " " or ": ")
end

--- The same inside a sentence, in quotes and without its question mark.
local function said(question)
  local text = question.label
  if string.sub(text, -1) == "?" then text = string.sub(text, 1, -2) end
  return "\u{201c}" .. text .. "\u{201d}"
end

--- Those of a list that a test picks, at most `most` of them, from the front or from the back.
local function pick(list, most, test, from_back)
  local picked = {}
  for i = 1, #list do
    local entry = list[from_back and #list + 1 - i or i]
    if #picked < most and test(entry) then table.insert(picked, entry) end
  end
  return picked
end

--- What `say` makes of each entry and its place, in order.
local function each(list, say)
  local made = {}
  for place, entry in ipairs(list) do table.insert(made, say(entry, place)) end
  return made
end

local function joined(list, say)
  return table.concat(each(list, say), " ")
end

local function is_answered(question) return question.share.of > 0 end
local function is_enough(question) return not question.share.few end

local function has_moved(question)
  local travel = question.share.travel
  return travel and (travel.code == "improved" or travel.code == "declined")
end

local function may_have_moved(question)
  local travel = question.share.travel
  return travel and (travel.code == "possibly_improved" or travel.code == "possibly_declined")
end

local function always() return true end

-- On a page ---------------------------------------------------------------------------------------

--- Best grade first, the period before beneath, those not final yet apart.
local function grade_strip(tool, doc)
  local grades = tool.grades
  if not grades then return end
  doc:chart {
    kind = "grades", unit = "audits",
    title = tool.title .. ": " .. grades.good.text .. " Good or better",
    rows = each(grades.rows, function(row) return { label = row.label, n = row.n } end),
    series = each(grades.tokens, function(token, place)
      return { label = token.label, token = token.token,
        values = each(grades.rows, function(row) return row.values[place] end) }
    end),
    text = joined(grades.rows, function(row)
      local counts = each(grades.tokens, function(token, place) return token.label .. " " .. row.values[place] end)
      return row.label .. ", n " .. row.n .. ": " .. table.concat(counts, ", ") .. "."
    end),
  }
end

--- The first sentence: how many audits, how many Good or better, and whether that has moved.
local function headline_of_grades(tool)
  local count = tool.title .. ": " .. plural(tool.records, "audit counts", "audits count") .. "."
  if not tool.grades then return count end
  local good = tool.grades.good
  if good.of == 0 then return count .. " None has a final grade yet." end
  local sentence = count .. " Good or better: " .. with_interval(good) .. "."
  return good.travel and sentence .. " " .. good.travel.sentence or sentence
end

--- The questions that a headline may speak of: those with enough cases, or all when none has.
local function spoken_of(tool)
  local enough = pick(tool.questions, #tool.questions, is_enough)
  return #enough > 0 and enough or pick(tool.questions, #tool.questions, is_answered)
end

--- The second sentence: what is met most and least often.
local function headline_of_questions(tool)
  local questions = spoken_of(tool)
  if #questions == 0 then return "No question about this theme was answered." end
  local best, least = questions[1], questions[#questions]
  if #questions == 1 then return "Met: " .. said(best) .. ", " .. best.share.text .. "." end
  return "Met most often: " .. said(best) .. ", " .. best.share.text .. ". Least often: "
    .. said(least) .. ", " .. least.share.text .. "."
end

--- The third sentence, and the changes it speaks of, come from the tests of change alone.
local function headline_of_travel(tool, doc)
  local moved = pick(tool.questions, #tool.questions, has_moved)
  local maybe = pick(tool.questions, #tool.questions, may_have_moved)
  local function change(question) return asked(question) .. question.share.travel.sentence end
  if #moved > 0 then
    doc:paragraph(plural(#moved, "question has", "questions have") .. " clearly changed since the period "
      .. "before" .. (#moved > THREE and "; three of them:" or ":"))
    doc:list(each(pick(moved, THREE, always), change))
  elseif #maybe > 0 then
    doc:paragraph("No question has clearly changed since the period before. What may have:")
    doc:list(each(pick(maybe, THREE, always), change))
  else
    doc:paragraph("No question has clearly changed since the period before; where a figure differs, chance "
      .. "alone could explain it or the cases are too few to say.")
  end
end

--- The best and the least met questions, at most three each, none in both.
local function strongest_and_weakest(tool, doc)
  local questions = spoken_of(tool)
  local half = #questions // 2
  local function line(question) return asked(question) .. with_interval(question.share) end
  local function box(title, from_back, most)
    local picked = pick(questions, most < THREE and most or THREE, always, from_back)
    if #picked > 0 then doc:box(title, function(inside) inside:list(each(picked, line)) end) end
  end
  box("What is strongest", false, #questions - half)
  box("What is weakest", true, half)
end

local function on_a_page(figures, doc)
  local first, others = figures.tools[1], {}
  doc:heading(1, "On a page")
  grade_strip(first, doc)
  doc:paragraph(headline_of_grades(first))
  doc:paragraph(headline_of_questions(first))
  if figures.before and #spoken_of(first) > 0 then headline_of_travel(first, doc) end
  strongest_and_weakest(first, doc)
  for place, tool in ipairs(figures.tools) do
    if place > 1 then table.insert(others, headline_of_grades(tool) .. " " .. headline_of_questions(tool)) end
  end
  if #others == 0 then return end
  doc:heading(2, "Other audits that ask about this theme")
  doc:list(others)
end

-- What we looked at -------------------------------------------------------------------------------

--- Every voice that any of the audits gathered, the tools side by side.
local function voices_table(tools, doc)
  local columns, rows, place_of = { "Voice" }, {}, {}
  local heard = pick(tools, #tools, function(tool) return tool.records > 0 and #tool.voices > 0 end)
  if #heard == 0 then return end
  for column, tool in ipairs(heard) do
    table.insert(columns, { title = tool.title, number = true })
    for _, voice in ipairs(tool.voices) do
      if not place_of[voice.label] then
        table.insert(rows, { voice.label })
        place_of[voice.label] = #rows
        for i = 1, #heard do rows[#rows][i + 1] = "none" end
      end
      rows[place_of[voice.label]][column + 1] = voice.text
    end
  end
  doc:table { caption = "Whose voices were gathered", columns = columns, rows = rows }
end

local function what_we_looked_at(figures, doc)
  doc:heading(1, "What we looked at")
  doc:paragraph("Audits count by their own day. Only final ones are in the figures"
    .. (figures.provisional and ", and here also those not final yet; " or "; those not final yet are shown apart; ")
    .. "drafts, returned and withdrawn ones never count. Where a tool gives no grade, an audit is final "
    .. "once it is submitted.")
  doc:table {
    caption = "Audits by where they stand, " .. figures.period.label,
    columns = { "Tool", { title = "Final", number = true }, { title = "Not final yet", number = true },
      { title = "Drafts", number = true }, { title = "Returned", number = true },
      { title = "Withdrawn", number = true }, { title = "Completed of those started", number = true } },
    rows = each(figures.tools, function(tool)
      return { tool.title, tool.final, tool.provisional, tool.in_progress, tool.returned,
        tool.withdrawn, tool.completed.text }
    end),
  }
  voices_table(figures.tools, doc)
end

-- How sure are we ---------------------------------------------------------------------------------

local function moderation_lines(tool)
  local moderation = tool.moderation
  if moderation.n == 0 then
    return { "None of these audits was moderated, so nothing here says how far two auditors would agree." }
  end
  local lines = {
    "Moderated: " .. moderation.records.text .. "; " .. moderation.forced .. " forced, "
      .. moderation.random .. " drawn at random, " .. moderation.group .. " in a group; "
      .. moderation.blind .. " graded blind.",
    "Same grade after moderation: " .. with_interval(moderation.exact) .. ".",
  }
  if moderation.random > 0 then
    table.insert(lines, "Of those drawn at random: " .. with_interval(moderation.exact_random)
      .. ". This part can stand for all audits; the forced part can't.")
  end
  if moderation.blind > 0 then
    table.insert(lines, "Of those graded blind: " .. with_interval(moderation.exact_blind) .. ".")
  end
  return lines
end

local function how_sure_are_we(figures, doc)
  doc:heading(1, "How sure are we")
  local rise = figures.smallest_rise
  if rise.points > 0 then
    doc:paragraph("With " .. rise.of .. " audits in a period, a share of one half has to rise by about "
      .. rise.points .. " points before chance can be ruled out. Smaller changes may be real; this "
      .. "paper can't show them.")
  else
    doc:paragraph("With " .. plural(rise.of, "audit", "audits") .. " in the period no change can be "
      .. "shown. Taking 12 months together, or looking at every case of the cohort, would say more.")
  end
  for _, tool in ipairs(figures.tools) do
    doc:heading(2, "Moderation: " .. tool.title)
    doc:list(moderation_lines(tool))
  end
end

-- Findings by question ----------------------------------------------------------------------------

local NOT_EVIDENCED = { token = "not_evidenced", label = "Not evidenced" }

--- Are the answers grades? Else they are yes, partly, no.
local function is_graded(question) return #question.answers > THREE end
local function is_met(question) return not is_graded(question) end

local function count_of(question, token)
  if token == NOT_EVIDENCED.token then
    return question.not_evidenced_counts and question.not_evidenced or 0
  end
  for _, answer in ipairs(question.answers) do
    if answer.token == token then return answer.n end
  end
  return 0
end

--- The scale of the longest set of answers, and silence in the record where it counts.
local function scale_of(questions)
  local scale, silent = {}, false
  for _, question in ipairs(questions) do
    if #question.answers > #scale then scale = question.answers end
    silent = silent or count_of(question, NOT_EVIDENCED.token) > 0
  end
  local tokens = each(scale, function(answer) return answer end)
  if silent then table.insert(tokens, NOT_EVIDENCED) end
  return tokens
end

local function answers_chart(kind, title, questions, doc)
  local tokens = scale_of(questions)
  doc:chart {
    kind = kind, title = title, unit = "audits",
    rows = each(questions, function(question) return { label = question.label, n = question.share.of } end),
    series = each(tokens, function(token)
      return { label = token.label, token = token.token,
        values = each(questions, function(question) return count_of(question, token.token) end) }
    end),
    text = joined(questions, function(question)
      local counts = each(tokens, function(token) return token.label .. " " .. count_of(question, token.token) end)
      return asked(question) .. table.concat(counts, ", ") .. ", n " .. question.share.of .. "."
    end),
  }
end

--- Columns of the answers that are in no share, only where there is something to count.
local function left_out_columns(questions)
  local columns = {
    { title = "Not applicable", of = function(question) return question.not_applicable end },
    { title = "No evidence, not counted",
      of = function(question) return question.not_evidenced_counts and 0 or question.not_evidenced end },
    { title = "Blank", of = function(question) return question.blank end },
  }
  return pick(columns, #columns, function(column)
    return #pick(questions, 1, function(question) return column.of(question) > 0 end) > 0
  end)
end

local function answers_table(caption, questions, doc)
  local scale, left_out = scale_of(questions), left_out_columns(questions)
  local columns = { "Question" }
  for _, token in ipairs(scale) do table.insert(columns, { title = token.label, number = true }) end
  table.insert(columns, { title = "Met", number = true })
  table.insert(columns, { title = "95 % interval", number = true })
  for _, column in ipairs(left_out) do table.insert(columns, { title = column.title, number = true }) end
  doc:table {
    caption = caption, columns = columns,
    rows = each(questions, function(question)
      local row = { question.label }
      for _, token in ipairs(scale) do table.insert(row, count_of(question, token.token)) end
      table.insert(row, question.share.text)
      table.insert(row, question.share.interval or "too few")
      for _, column in ipairs(left_out) do table.insert(row, column.of(question)) end
      return row
    end),
  }
end

local function findings_of(kind, title, met_title, questions, doc)
  local answered = pick(questions, #questions, is_answered)
  if #answered > 0 then answers_chart(kind, met_title, answered, doc) end
  if #questions > 0 then answers_table(title, questions, doc) end
end

local function findings(figures, doc)
  doc:heading(1, "Findings by question")
  doc:paragraph("Met means yes, or Good or better. Questions stand best first. Not applicable is in no "
    .. "share. No evidence counts as an answer only where the record is the one place to look; elsewhere "
    .. "it stands apart until the worker has been asked.")
  for _, tool in ipairs(figures.tools) do
    doc:heading(2, tool.title)
    findings_of("stacked", "Answers: " .. tool.title, "What was met, partly met and not met",
      pick(tool.questions, #tool.questions, is_met), doc)
    findings_of("grades", "Graded questions: " .. tool.title, "How graded questions were judged",
      pick(tool.questions, #tool.questions, is_graded), doc)
    findings_of("grades", "Judgements: " .. tool.title, "How each domain was judged",
      pick(tool.judgements, #tool.judgements, always), doc)
  end
end

-- Meaningful measures -----------------------------------------------------------------------------

local function interval_series(label, token, measures, share_of)
  local series = { label = label, token = token, values = {}, from = {}, to = {} }
  for i, measure in ipairs(measures) do
    local share = share_of(measure)
    local shown = share and not share.few and not measure.practice.few
    series.values[i] = shown and share.hundredths or false
    series.from[i] = shown and share.from or false
    series.to[i] = shown and share.to or false
  end
  return series
end

local function measures_chart(figures, doc)
  local measures = figures.measures
  local function now(measure) return measure.practice end
  local series = { interval_series(figures.period.label, "now", measures, now) }
  if figures.before then
    table.insert(series, interval_series(figures.before.label, "before", measures,
      function(measure) return measure.practice.before end))
  end
  doc:chart {
    kind = "intervals", unit = "% of children, 95 % interval", series = series,
    title = "The measures together: children for whom each is met",
    rows = each(measures, function(measure)
      local before = measure.practice.before
      local label = before and measure.title .. ", before n " .. before.of or measure.title
      return { label = label, n = measure.practice.of }
    end),
    text = joined(measures, function(measure)
      return measure.title .. ": " .. with_interval(measure.practice) .. "."
    end),
  }
end

--- The three strands of a measure side by side; each says its own n, none is averaged.
local function strands(measure)
  local experience = each(measure.experience, function(voice) return voice.label .. ": " .. voice.text end)
  local data = each(measure.data, function(figure)
    return figure.label .. ", " .. figure.period .. ": " .. figure.share.text .. " (" .. figure.source
      .. ", drawn " .. figure.drawn_on .. ")"
  end)
  return {
    measure.title,
    #data > 0 and table.concat(data, "; ") or "no figure imported",
    measure.practice.text,
    #experience > 0 and table.concat(experience, "; ") or "no feedback question",
    measure.left_out, measure.not_enough + measure.not_scored,
  }
end

local function meaningful_measures(figures, doc)
  if #figures.measures == 0 then return end
  doc:heading(1, "Meaningful measures")
  doc:paragraph("The measures stand together and are never added up. Data, practice and experience are "
    .. "three accounts of the same thing; where they part, that is the finding.")
  measures_chart(figures, doc)
  doc:table {
    caption = "Three strands of each measure, " .. figures.period.label,
    columns = { "Measure", "Data", "Practice", "Experience", { title = "Does not apply", number = true },
      { title = "Not scored or too little answered", number = true } },
    rows = each(figures.measures, strands),
  }
end

-- Direction of travel -----------------------------------------------------------------------------

local function travel_row(label, share)
  return { label, share.before and share.before.text or "none", share.text, share.travel.label }
end

local function direction_of_travel(figures, doc)
  if not figures.before then return end
  doc:heading(1, "Direction of travel")
  doc:paragraph("Each label comes from the interval of the difference between the two periods, not from "
    .. "looking at two percentages. With many questions side by side, about one in twenty would be called "
    .. "changed by chance alone.")
  for _, tool in ipairs(figures.tools) do
    local rows, sentences = {}, {}
    if tool.grades then table.insert(rows, travel_row("Overall grade: Good or better", tool.grades.good)) end
    for _, questions in ipairs { tool.questions, tool.judgements } do
      for _, question in ipairs(questions) do
        table.insert(rows, travel_row(question.label, question.share))
        if has_moved(question) or may_have_moved(question) then
          table.insert(sentences, asked(question) .. question.share.travel.sentence)
        end
      end
    end
    doc:heading(2, tool.title)
    if #sentences > 0 then doc:list(sentences) end
    doc:table {
      caption = "Then and now: " .. tool.title,
      columns = { "Question", { title = figures.before.label, number = true },
        { title = figures.period.label, number = true }, "Direction" },
      rows = rows,
    }
  end
end

-- Actions, cases, figures -------------------------------------------------------------------------

local ACTION_ROWS = {
  { "raised", "Raised in the period" }, { "verified", "of these verified" },
  { "claimed", "of these said to be done, not verified" }, { "dropped", "of these dropped with a reason" },
  { "open", "of these open" }, { "overdue", "open and overdue" }, { "undated", "open without a date" },
  { "open_older", "Raised earlier and still open" }, { "overdue_older", "of these overdue" },
}

local function actions_table(caption, figures, now, before, doc)
  local columns = { "Actions" }
  if before then table.insert(columns, { title = figures.before.label, number = true }) end
  table.insert(columns, { title = figures.period.label, number = true })
  doc:table {
    caption = caption, columns = columns,
    rows = each(ACTION_ROWS, function(row)
      local field, label = row[1], row[2]
      return before and { label, before[field], now[field] } or { label, now[field] }
    end),
  }
end

local function has_any(actions) return actions.raised + actions.open_older > 0 end

local function actions(figures, doc)
  doc:heading(1, "Actions")
  doc:paragraph("Each period is shown as it stood on its last day. Done counts when somebody other than "
    .. "the owner has seen the evidence: then it is verified.")
  if has_any(figures.actions) then
    actions_table("Actions about this theme, from any source", figures, figures.actions,
      figures.actions_before, doc)
  else
    doc:paragraph("No action is marked as being about this theme.")
  end
  if has_any(figures.audit_actions) then
    actions_table("Actions agreed in these audits, whatever they are about", figures,
      figures.audit_actions, figures.audit_actions_before, doc)
  end
end

local function how_cases_were_chosen(figures, doc)
  doc:heading(1, "How cases were chosen")
  doc:paragraph("Only cases drawn at random, or every case of a cohort, can stand for the whole service.")
  for _, tool in ipairs(figures.tools) do
    if #tool.routes > 0 then
      doc:chart {
        kind = "bars", title = tool.title .. ": how its cases were chosen", unit = "audits",
        rows = each(tool.routes, function(route) return { label = route.label } end),
        series = { { label = "Audits", values = each(tool.routes, function(route) return route.n end) } },
        text = joined(tool.routes, function(route) return route.label .. ": " .. route.n .. "." end),
      }
    end
  end
end

local function imported_figures(figures, doc)
  if #figures.figures == 0 then return end
  doc:heading(1, "Performance figures beside it")
  doc:table {
    caption = "Imported, never typed in",
    columns = { "Figure", "Period", { title = "Value", number = true }, "Source", "Drawn on" },
    rows = each(figures.figures, function(figure)
      return { figure.label, figure.period, figure.share.text, figure.source, figure.drawn_on }
    end),
  }
end

return {
  code = "themed",
  title = "Themed audit summary",
  kind = "report",
  write = function(figures, doc)
    local compared = figures.before and ", compared with " .. figures.before.label or ""
    doc:title(figures.theme.label .. ": what audits found")
    doc:subtitle(figures.period.label .. compared .. ". " .. figures.place .. ".")
    doc:notice("For people who already hold these cases. Not for publication: small numbers are not hidden.")
    for _, line in ipairs(figures.basis) do doc:basis(line) end
    if #figures.tools == 0 then
      doc:paragraph("No audit that asks about this theme falls into the period.")
      return
    end
    on_a_page(figures, doc)
    what_we_looked_at(figures, doc)
    how_sure_are_we(figures, doc)
    findings(figures, doc)
    meaningful_measures(figures, doc)
    direction_of_travel(figures, doc)
    actions(figures, doc)
    how_cases_were_chosen(figures, doc)
    imported_figures(figures, doc)
  end,
}
