--- Example measure: managers think and steer.
return {
  code = "mm.managers",
  title = "Managers think and steer (example measure)",
  kind = "measure",
  applies = { "STD" },
  needs = { "OVERSIGHT.O1.due", "OVERSIGHT.O1.held", "OVERSIGHT.O2", "OVERSIGHT.O3" },
  lists = {},
  why = "One of an example set of five: which measures an authority uses is its own decision",
  settings = { held_share = 90, least_due = 3 },
  clauses = {
    counted = "A child counts when at least {least_due} supervisions were due and both questions on their record apply",
    met = "At least {held_share} % of supervisions due were held, reasons are written down and the record shows thinking",
    not_met = "Fewer than {held_share} % of supervisions due were held, or reasons or thinking are not on the record",
    not_counted = "Fewer than {least_due} supervisions were due, or a question does not apply or is not answered yet",
  },
  outputs = { { "counted", "yes_no" }, { "met", "yes_no" } },
  score = function(f, s, out)
    local due, held = f:answer("OVERSIGHT.O1.due"), f:answer("OVERSIGHT.O1.held")
    local function applies(question)
      local state = f:state(question)
      return state == "answered" or state == "not_evidenced"
    end
    if not due or not held or due < s.least_due or not applies("OVERSIGHT.O2") or not applies("OVERSIGHT.O3") then
      return out:status("not_applicable", "not_counted", "OVERSIGHT.O1.due")
    end
    local met = 100 * held >= s.held_share * due and f:answer("OVERSIGHT.O2") == "yes" and f:answer("OVERSIGHT.O3") == "yes"
    out:value("counted", true, "counted", "OVERSIGHT.O1.due")
    out:value("met", met, met and "met" or "not_met", "OVERSIGHT.O1.due", "OVERSIGHT.O1.held", "OVERSIGHT.O2", "OVERSIGHT.O3")
  end,
  examples = function() return {
    { name = "held, reasoned, thoughtful", given = { ["O1.due"] = 6, ["O1.held"] = 6, O2 = "yes", O3 = "yes" }, expect = { counted = true, met = true, clauses = { "counted", "met" } } },
    { name = "five of six held", given = { ["O1.due"] = 6, ["O1.held"] = 5, O2 = "yes", O3 = "yes" }, expect = { met = false, clauses = { "not_met" } } },
    { name = "nine of ten held", given = { ["O1.due"] = 10, ["O1.held"] = 9, O2 = "yes", O3 = "yes" }, expect = { met = true, clauses = { "met" } } },
    { name = "tasks only", given = { ["O1.due"] = 6, ["O1.held"] = 6, O2 = "yes", O3 = "no" }, expect = { met = false, clauses = { "not_met" } } },
    { name = "new to us", given = { ["O1.due"] = 2, ["O1.held"] = 2, O2 = "yes", O3 = "yes" }, expect = { status = "not_applicable", clauses = { "not_counted" } } },
  } end,
}
