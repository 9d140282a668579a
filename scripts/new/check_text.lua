--- Is enough written here? Change how many words are enough, the sentences and the examples.
return {
  code = "@CODE@",
  title = "@TITLE@",
  kind = "check",
  applies = { "@TOOL@" },
  needs = { "@TEXT@" },
  lists = {},
  why = "First version",
  settings = { enough = 5 },
  clauses = {
    fine = "At least {enough} words are written",
    look = "Fewer than {enough} words are written",
    none = "Nothing is written",
  },
  outputs = { { "look", "yes_no" } },
  score = function(f, s, out)
    local text = f:text("@TEXT@")
    if not text then return out:status("not_enough", "none", "@TEXT@") end
    local few = text:words() < s.enough
    out:value("look", few, few and "look" or "fine", text)
  end,
  examples = function()
    return {
      { name = "just enough", form = "@FORM@", given = { ["@TEXT@"] = "She walks to school alone" },
        expect = { look = false, clauses = { "fine" }, without = { "look" } } },
      { name = "a word short", form = "@FORM@", given = { ["@TEXT@"] = "She walks to school" },
        expect = { look = true, clauses = { "look" }, without = { "fine" } } },
      { name = "nothing", form = "@FORM@", given = {},
        expect = { status = "not_enough", clauses = { "none" }, without = { "look" } } },
    }
  end,
}
