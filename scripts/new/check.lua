--- Which answers ask for a second look. Change the rows of answers, the sentences and the examples.
return {
  code = "@CODE@",
  title = "@TITLE@",
  kind = "check",
  applies = { "@TOOL@" },
  needs = { "@QUESTION@" },
  lists = {},
  why = "First version",
  settings = {
    answers = {
      { question = "@QUESTION@", fine = "@GOOD@" },
    },
  },
  clauses = {
    fine = "Everything that is looked at is as it should be",
    look = "An answer asks for a second look",
    none = "Nothing that is looked at is answered",
  },
  outputs = { { "look", "yes_no" } },
  score = function(f, s, out)
    local answered, asking = 0, {}
    for _, a in ipairs(s.answers) do
      if f:state(a.question) == "answered" then
        answered = answered + 1
        if f:answer(a.question) ~= a.fine then table.insert(asking, a.question) end
      end
    end
    if answered == 0 then return out:status("not_enough", "none") end
    out:value("look", #asking > 0, #asking > 0 and "look" or "fine", table.unpack(asking))
  end,
  examples = function()
    return {
      { name = "as it should be", form = "@FORM@", given = { ["@QUESTION@"] = "@GOOD@" },
        expect = { look = false, clauses = { "fine" }, without = { "look" } } },
      { name = "to be looked at", form = "@FORM@", given = { ["@QUESTION@"] = "@BAD@" },
        expect = { look = true, clauses = { "look" }, without = { "fine" } } },
      { name = "not answered", form = "@FORM@", given = {},
        expect = { status = "not_enough", clauses = { "none" }, without = { "fine" } } },
    }
  end,
}
