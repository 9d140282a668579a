--- A measure: does this child count, and is it met? Change the rows of answers, the sentences and the examples.
return {
  code = "@CODE@",
  title = "@TITLE@",
  kind = "measure",
  applies = { "@TOOL@" },
  needs = { "@QUESTION@" },
  lists = {},
  why = "First version",
  settings = {
    answers = {
      { question = "@QUESTION@", met = "@GOOD@" },
    },
  },
  clauses = {
    counted = "A child counts when everything that is measured is answered",
    met = "Everything that is measured is as it should be",
    not_met = "Something that is measured is not as it should be",
    not_counted = "Something that is measured is not answered, or does not apply",
  },
  outputs = { { "counted", "yes_no" }, { "met", "yes_no" } },
  score = function(f, s, out)
    local met, cites = true, {}
    for _, a in ipairs(s.answers) do
      if f:state(a.question) ~= "answered" then
        return out:status("not_applicable", "not_counted", a.question)
      end
      if f:answer(a.question) ~= a.met then met = false end
      table.insert(cites, a.question)
    end
    out:value("counted", true, "counted")
    out:value("met", met, met and "met" or "not_met", table.unpack(cites))
  end,
  examples = function()
    return {
      { name = "met", form = "@FORM@", given = { ["@QUESTION@"] = "@GOOD@" },
        expect = { counted = true, met = true, clauses = { "counted", "met" }, without = { "not_met" } } },
      { name = "not met", form = "@FORM@", given = { ["@QUESTION@"] = "@BAD@" },
        expect = { counted = true, met = false, clauses = { "not_met" }, without = { "met" } } },
      { name = "not counted", form = "@FORM@", given = {},
        expect = { status = "not_applicable", clauses = { "not_counted" }, without = { "counted" } } },
    }
  end,
}
