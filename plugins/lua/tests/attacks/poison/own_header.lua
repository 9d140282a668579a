--- The rule's own header changed while it runs.
--- expect: scored: n=5
--- file: whole
local rule = {
  code = "attack", title = "An attack", kind = "check", applies = { "STD" }, needs = { "minutes", "SJ", "X1" },
  settings = { good = 250 }, clauses = { L1 = "Read to its end" },
  outputs = { { "grade", "O G R I" }, { "n", "integer -100..1000" }, { "words", "text" } },
}
function rule.score(f, s, out)
  if f:count("minutes") == 1 then
    rule.score, rule.needs[1], rule.clauses.L1 = nil, "V1", "Another"
    rule.settings.good, rule.outputs[2][2] = 0, "text"
  end
  out:value("n", 5, "L1", "SJ")
end
function rule.examples()
  
  return { { name = "one", given = { minutes = 2, SJ = "G" }, expect = { n = 5, clauses = { "L1" } } } }
end
return rule
