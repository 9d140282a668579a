--- A grade: the auditor's judgement, held down by what a ceiling finds. Change the rows of ceilings, the sentences and the examples.
return {
  code = "@CODE@",
  title = "@TITLE@",
  kind = "grade",
  applies = { "@TOOL@" },
  needs = { "@JUDGEMENT@", "@QUESTION@" },
  lists = {},
  why = "First version",
  settings = {
    ceilings = {
      { question = "@QUESTION@", is = "@BAD@", at_most = "R", clause = "L1", on = true },
    },
  },
  clauses = {
    base = "The auditor's judgement is the grade to start from",
    none = "The audit is not graded until the judgement is there",
    L1 = "An answer that should not be so holds the case at Requires improvement",
  },
  outputs = { { "grade", "O G R I" } },
  score = function(f, s, out)
    local judged = f:grade("@JUDGEMENT@")
    if not judged then return out:status("not_enough", "none", "@JUDGEMENT@") end
    out:grade(judged, "base", "@JUDGEMENT@")
    for _, c in ipairs(s.ceilings) do
      if c.on and f:answer(c.question) == c.is then out:cap(c.at_most, c.clause, c.question) end
    end
  end,
  examples = function()
    return {
      { name = "judged Good", form = "@FORM@", given = { ["@JUDGEMENT@"] = "G", ["@QUESTION@"] = "@GOOD@" },
        expect = { grade = "G", clauses = { "base" }, without = { "L1" } } },
      { name = "held by a ceiling", form = "@FORM@", given = { ["@JUDGEMENT@"] = "G", ["@QUESTION@"] = "@BAD@" },
        expect = { grade = "R", clauses = { "base", "L1" } } },
      { name = "not judged", form = "@FORM@", given = { ["@QUESTION@"] = "@GOOD@" },
        expect = { status = "not_enough", clauses = { "none" }, without = { "base" } } },
    }
  end,
}
