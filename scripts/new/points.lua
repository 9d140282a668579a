--- Points: what answers are worth, as a weighted mean. Change the rows of answers and of worth, the sentences and the examples.
return {
  code = "@CODE@",
  title = "@TITLE@",
  kind = "points",
  applies = { "@TOOL@" },
  needs = { "@QUESTION@" },
  lists = {},
  why = "First version",
  settings = {
    answers = {
      { question = "@QUESTION@", weight = 1 },
    },
    worth = {
      { answer = "@GOOD@", points = 100 },
      { answer = "@BAD@", points = 0 },
    },
  },
  clauses = {
    points = "The weighted mean of what the answers are worth",
    none = "Nothing that is weighed is answered",
  },
  outputs = { { "points", "integer 0..100" } },
  score = function(f, s, out)
    local worth = {}
    for _, row in ipairs(s.worth) do worth[row.answer] = row.points end
    local sum, weight, cites = 0, 0, {}
    for _, a in ipairs(s.answers) do
      local points = f:state(a.question) == "answered" and worth[f:answer(a.question)]
      if points then
        sum, weight = sum + a.weight * points, weight + a.weight
        table.insert(cites, a.question)
      end
    end
    if weight == 0 then return out:status("not_enough", "none") end
    out:value("points", sum // weight, "points", table.unpack(cites))
  end,
  examples = function()
    return {
      { name = "all it can be", form = "@FORM@", given = { ["@QUESTION@"] = "@GOOD@" },
        expect = { points = 100, clauses = { "points" }, without = { "none" } } },
      { name = "nothing", form = "@FORM@", given = { ["@QUESTION@"] = "@BAD@" }, expect = { points = 0 } },
      { name = "not answered", form = "@FORM@", given = {},
        expect = { status = "not_enough", clauses = { "none" }, without = { "points" } } },
    }
  end,
}
