--- Lines that end as on Windows.{{1:\x0d}}
--- expect: scored: n=5{{1:\x0d}}
--- file: whole{{1:\x0d}}
return {{{1:\x0d}}
  code = "attack",{{1:\x0d}}
  title = "An attack",{{1:\x0d}}
  kind = "check",{{1:\x0d}}
  applies = { "STD" },{{1:\x0d}}
  needs = { "minutes", "SJ", "X1" },{{1:\x0d}}
  lists = { "soft_verbs" },{{1:\x0d}}
  settings = { good = 250, names = { "x", "y" }, weights = { SJ = 3 } },{{1:\x0d}}
  clauses = { L1 = "Read to its end" },{{1:\x0d}}
  outputs = {{{1:\x0d}}
    { "grade", "O G R I" }, { "n", "integer -100..1000" }, { "m", "hundredths" }, { "on", "day" },{{1:\x0d}}
    { "yes", "yes_no" }, { "words", "text" },{{1:\x0d}}
  },{{1:\x0d}}
  score = function(f, s, out){{1:\x0d}}
    if f:count("minutes") == 1 then{{1:\x0d}}
      local x = 1{{1:\x0d}}
    end{{1:\x0d}}
    out:value("n", 5, "L1", "SJ"){{1:\x0d}}
  end,{{1:\x0d}}
  examples = function(){{1:\x0d}}
    return {{{1:\x0d}}
      { name = "attacked", given = { minutes = 1, SJ = "G", X1 = "To support Mum" }, expect = { n = 5 } },{{1:\x0d}}
      { name = "the next", given = { minutes = 2, SJ = "G" }, expect = { n = 5, clauses = { "L1" } } },{{1:\x0d}}
    }{{1:\x0d}}
  end,{{1:\x0d}}
}{{1:\x0d}}
