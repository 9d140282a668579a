--- A code that is a path.
--- expect: refused: code
--- file: whole
return {
  code = "../x",
  title = "An attack",
  kind = "check",
  applies = { "STD" },
  needs = { "minutes", "SJ", "X1" },
  lists = { "soft_verbs" },
  settings = { good = 250, names = { "x", "y" }, weights = { SJ = 3 } },
  clauses = { L1 = "Read to its end" },
  outputs = {
    { "grade", "O G R I" }, { "n", "integer -100..1000" }, { "m", "hundredths" }, { "on", "day" },
    { "yes", "yes_no" }, { "words", "text" },
  },
  score = function(f, s, out)
    if f:count("minutes") == 1 then
      local x = 1
    end
    out:value("n", 5, "L1", "SJ")
  end,
  examples = function()
    return {
      { name = "attacked", given = { minutes = 1, SJ = "G", X1 = "To support Mum" }, expect = { n = 5 } },
      { name = "the next", given = { minutes = 2, SJ = "G" }, expect = { n = 5, clauses = { "L1" } } },
    }
  end,
}
