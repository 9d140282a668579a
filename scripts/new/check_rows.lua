--- Is enough written in each row? Change how many words are enough, the sentences and the examples.
return {
  code = "@CODE@",
  title = "@TITLE@",
  kind = "check",
  applies = { tool = "@TOOL@", rows = "@ROWS@" },
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
    if not text then return out:value("look", true, "none") end
    local few = text:words() < s.enough
    out:value("look", few, few and "look" or "fine", text)
  end,
  examples = function()
    local function row(name, words, expect)
      return { name = name, form = "@FORM@", rows = { ["@SECTION@"] = { { ["@TEXT@"] = words } } }, expect = expect }
    end
    return {
      row("just enough", "She walks to school alone", { rows = { { look = false, clauses = { "fine" }, without = { "look" } } } }),
      row("a word short", "She walks to school", { rows = { { look = true, clauses = { "look" }, without = { "fine" } } } }),
      { name = "two rows, the second blank", form = "@FORM@",
        rows = { ["@SECTION@"] = { { ["@TEXT@"] = "She walks to school alone" }, { ["@OTHER@"] = "Her mother" } } },
        expect = { rows = { { look = false }, { look = true, clauses = { "none" }, without = { "look" } } } } },
    }
  end,
}
