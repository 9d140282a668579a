--- A limit in time: was it done within so many days? Change the days, the sentences and the examples.
return {
  code = "@CODE@",
  title = "@TITLE@",
  kind = "timeliness",
  applies = { "@TOOL@" },
  needs = { "@START@", "@END@" },
  lists = {},
  why = "First version",
  settings = { days = 28 },
  clauses = {
    met = "Done within {days} days",
    late = "Done later than {days} days",
    open = "Not done yet",
    no_start = "The day from which to count is missing",
  },
  outputs = { { "outcome", "met late open" }, { "days", "integer 0..40000" } },
  score = function(f, s, out)
    local start, done = f:date("@START@"), f:date("@END@")
    if not start then return out:status("not_enough", "no_start", "@START@") end
    if not done then return out:value("outcome", "open", "open", "@END@") end
    local days = math.max(0, day.between(start, done))
    local outcome = days <= s.days and "met" or "late"
    out:value("days", days)
    out:value("outcome", outcome, outcome, "@START@", "@END@")
  end,
  examples = function()
    return {
      { name = "on the last day", form = "@FORM@", given = { ["@START@"] = "2025-03-03", ["@END@"] = "2025-03-31" },
        expect = { outcome = "met", days = 28, clauses = { "met" }, without = { "late" } } },
      { name = "a day late", form = "@FORM@", given = { ["@START@"] = "2025-03-03", ["@END@"] = "2025-04-01" },
        expect = { outcome = "late", days = 29, clauses = { "late" }, without = { "met" } } },
      { name = "not done", form = "@FORM@", given = { ["@START@"] = "2025-03-03" },
        expect = { outcome = "open", clauses = { "open" }, without = { "late" } } },
      { name = "no first day", form = "@FORM@", given = {},
        expect = { status = "not_enough", clauses = { "no_start" }, without = { "open" } } },
    }
  end,
}
