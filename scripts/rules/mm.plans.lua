--- Example measure: plans are clear and moving. Counts only actions whose letters a person confirmed.
local LETTERS = { "S", "M", "A", "R", "T" }

--- true, false, or nil while a letter of this action is not confirmed.
local function is_smart(f, row)
  local smart = true
  for _, letter in ipairs(LETTERS) do
    local confirmed = f:confirmed("plan.smart", row, letter)
    if confirmed == nil then return nil end
    if confirmed ~= "2" then smart = false end
  end
  return smart
end

return {
  code = "mm.plans",
  title = "Plans are clear and moving (example measure)",
  kind = "measure",
  applies = { "STD" },
  needs = { "PLAN.P9", "PLANACT.plan.action", "PLANACT.plan.plan_date" },
  lists = { "holidays.england" },
  why = "One of an example set of five: which measures an authority uses is its own decision",
  settings = { smart_share = 70, youngest = 20 },
  clauses = {
    counted = "A child counts when the pace is judged and every sampled action was checked and confirmed",
    met = "At least {smart_share} % of the sampled actions are SMART and the pace is Good or better",
    not_met = "Fewer than {smart_share} % of the sampled actions are SMART, or the pace is below Good",
    too_young = "The plan is younger than {youngest} working days",
    not_counted = "No action was sampled, or the pace is not judged",
    not_confirmed = "The SMART letters of the sampled actions are not confirmed yet",
  },
  outputs = { { "counted", "yes_no" }, { "met", "yes_no" }, { "actions", "integer 0..200" }, { "smart", "integer 0..200" } },
  score = function(f, s, out)
    local actions, smart = f:rows("action"), 0
    if actions == 0 or f:state("PLAN.P9") ~= "answered" then
      return out:status("not_applicable", "not_counted", "PLAN.P9")
    end
    for row = 1, actions do
      local made = f:date("PLANACT.plan.plan_date", row)
      if made and day.working_days(made, f:day()) < s.youngest then
        return out:status("not_applicable", "too_young")
      end
      local verdict = is_smart(f, row)
      if verdict == nil then return out:status("not_enough", "not_confirmed") end
      if verdict then smart = smart + 1 end
    end
    local pace = f:grade("PLAN.P9")
    local met = 100 * smart >= s.smart_share * actions and (pace == "G" or pace == "O")
    out:value("counted", true, "counted")
    out:value("actions", actions)
    out:value("smart", smart)
    out:value("met", met, met and "met" or "not_met", "PLAN.P9")
  end,
  examples = function()
    local function confirmed(row, letters)
      local all = {}
      for i, letter in ipairs(LETTERS) do
        table.insert(all, { rule = "plan.smart", row = row, output = letter, value = string.sub(letters, i, i) })
      end
      return all
    end
    local function plan(name, pace, letters, expect, made)
      return { name = name, given = { P9 = pace }, day = "2025-06-02", confirmed = confirmed(1, letters),
        rows = { PLANACT = { { ["plan.action"] = "SW visits on Friday", ["plan.plan_date"] = made or "2025-03-03" } } }, expect = expect }
    end
    return {
      plan("one clear action, moving", "G", "22222", { counted = true, met = true, actions = 1, smart = 1, clauses = { "counted", "met" } }),
      plan("clear but stuck", "R", "22222", { met = false, clauses = { "not_met" } }),
      plan("no date on the action", "G", "22220", { met = false, smart = 0, clauses = { "not_met" } }),
      plan("a plan of last week", "G", "22222", { status = "not_applicable", clauses = { "too_young" } }, "2025-05-27"),
      { name = "nothing sampled", given = { P9 = "G" }, expect = { status = "not_applicable", clauses = { "not_counted" } } },
      { name = "letters only proposed", given = { P9 = "G" }, day = "2025-06-02",
        rows = { PLANACT = { { ["plan.action"] = "SW visits on Friday" } } }, expect = { status = "not_enough", clauses = { "not_confirmed" } } },
    }
  end,
}
