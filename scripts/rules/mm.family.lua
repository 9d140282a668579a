--- Example measure: family and network are in the plan.
return {
  code = "mm.family",
  title = "Family and network are in it (example measure)",
  kind = "measure",
  applies = { "STD" },
  needs = { "PLAN.P1", "PLAN.P8", "PLAN.P10", "SAFE.S5" },
  lists = {},
  why = "One of an example set of five: which measures an authority uses is its own decision",
  settings = {},
  clauses = {
    counted = "A child counts when there is a current plan",
    met = "The plan was made with the family, and the family can explain it or people around them hold a part of it",
    not_met = "The plan was not made with the family, or nobody around them holds a part of it",
    not_counted = "There is no current plan, or the question is not answered yet",
  },
  outputs = { { "counted", "yes_no" }, { "met", "yes_no" } },
  score = function(f, s, out)
    if f:answer("PLAN.P1") ~= "yes" then
      return out:status("not_applicable", "not_counted", "PLAN.P1")
    end
    local made_with = f:answer("PLAN.P8") == "yes"
    local held = f:answer("SAFE.S5") == "yes" or f:answer("PLAN.P10") == "yes"
    local met = made_with and held
    out:value("counted", true, "counted", "PLAN.P1")
    out:value("met", met, met and "met" or "not_met", "PLAN.P8", "SAFE.S5", "PLAN.P10")
  end,
  examples = function() return {
    { name = "made with the family, network holds actions", given = { P1 = "yes", P8 = "yes", P10 = "yes", S5 = "no" }, expect = { counted = true, met = true, clauses = { "counted", "met" } } },
    { name = "made with the family, they can explain it", given = { P1 = "yes", P8 = "yes", S5 = "yes" }, expect = { met = true, clauses = { "met" } } },
    { name = "nobody around them holds a part", given = { P1 = "yes", P8 = "yes", P10 = "partly", S5 = "partly" }, expect = { met = false, clauses = { "not_met" } } },
    { name = "no current plan", given = { P1 = "no", P8 = "yes" }, expect = { status = "not_applicable", clauses = { "not_counted" } } },
  } end,
}
