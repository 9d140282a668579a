--- Example measure: plans are clear and moving. Counts the actions that the auditor judged SMART, never proposals.
return {
  code = "mm.plans",
  title = "Plans are clear and moving (example measure)",
  kind = "measure",
  applies = { "STD" },
  needs = { "PLAN.P2.checked", "PLAN.P2.smart", "PLAN.P9", "PLANACT.plan.plan_date" },
  lists = { "holidays.england" },
  why = "One of an example set of five: which measures an authority uses is its own decision",
  settings = { smart_share = 70, youngest = 20 },
  clauses = {
    counted = "A child counts when actions of the plan were checked and its pace is judged",
    met = "At least {smart_share} % of the checked actions are SMART and the pace is Good or better",
    not_met = "Fewer than {smart_share} % of the checked actions are SMART, or the pace is below Good",
    too_young = "The plan is younger than {youngest} working days",
    not_counted = "No action was checked, or the pace is not judged",
  },
  outputs = { { "counted", "yes_no" }, { "met", "yes_no" } },
  score = function(f, s, out)
    local checked, smart = f:count("PLAN.P2.checked"), f:count("PLAN.P2.smart")
    local pace = f:grade("PLAN.P9")
    if not checked or not smart or checked == 0 or not pace then
      return out:status("not_applicable", "not_counted", "PLAN.P2.checked", "PLAN.P9")
    end
    local made = f:rows("action") > 0 and f:date("PLANACT.plan.plan_date", 1)
    if made and made <= f:day() and day.working_days(made, f:day()) < s.youngest then
      return out:status("not_applicable", "too_young")
    end
    local met = 100 * smart >= s.smart_share * checked and (pace == "G" or pace == "O")
    out:value("counted", true, "counted")
    out:value("met", met, met and "met" or "not_met", "PLAN.P2.checked", "PLAN.P2.smart", "PLAN.P9")
  end,
  examples = function()
    local function plan(name, pace, smart, expect, made)
      return { name = name, given = { P9 = pace, ["P2.checked"] = 4, ["P2.smart"] = smart }, day = "2025-06-02",
        rows = { PLANACT = { { ["plan.action"] = "SW visits on Friday", ["plan.plan_date"] = made or "2025-03-03" } } }, expect = expect }
    end
    return {
      plan("three of four clear, moving", "G", 3, { counted = true, met = true, clauses = { "counted", "met" } }),
      plan("two of four clear", "G", 2, { counted = true, met = false, clauses = { "not_met" } }),
      plan("clear but stuck", "R", 4, { met = false, clauses = { "not_met" } }),
      plan("a plan of last week", "G", 4, { status = "not_applicable", clauses = { "too_young" } }, "2025-05-27"),
      { name = "nothing checked", given = { P9 = "G", ["P2.checked"] = 0, ["P2.smart"] = 0 },
        expect = { status = "not_applicable", clauses = { "not_counted" } } },
    }
  end,
}
