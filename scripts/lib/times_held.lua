--- What is done as often as it is due: visits, sessions, meetings. Records hold how many were due and how many were held, not each day.
local held = {}

--- The two numbers of the first of these questions that the form asks and that was answered: { question, due, held }.
function held.read(f, questions)
  local found = { state = "not_asked" }
  for _, question in ipairs(questions) do
    if f:asked(question.due) then
      local due, done = f:count(question.due), f:count(question.held)
      if due and done then return { question = question, due = due, held = done, state = "answered" } end
      local missing = not due and question.due or question.held
      found = { state = f:state(missing) == "not_applicable" and "not_applicable" or "not_answered", question = question, missing = missing }
    end
  end
  return found
end

function held.outputs(list)
  list = list or {}
  table.insert(list, 1, { "outcome", "met late" })
  table.insert(list, { "due", "integer 0..1000" })
  table.insert(list, { "held", "integer 0..1000" })
  table.insert(list, { "missed", "integer 0..1000" })
  return list
end

--- Gives the outputs of the numbers; true when there was something to judge.
function held.tell(out, found)
  if found.state == "not_asked" then return out:status("not_applicable", "not_asked") end
  if found.state == "not_applicable" then return out:status("not_applicable", "not_applicable", found.missing) end
  if found.state == "not_answered" then return out:status("not_enough", "not_answered", found.missing) end
  out:value("due", found.due)
  out:value("held", found.held)
  out:value("missed", math.max(found.due - found.held, 0))
  if found.due == 0 then return out:status("not_applicable", "none_due", found.question.due) end
  return true
end

return held
