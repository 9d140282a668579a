--- Examples that change the header.
--- expect: scored: n=5
--- file: whole
local rule = {
  code = "attack", title = "An attack", kind = "check", applies = { "STD" }, needs = { "minutes", "SJ", "X1" },
  settings = { good = 250 }, clauses = { L1 = "Read to its end" },
  outputs = { { "grade", "O G R I" }, { "n", "integer -100..1000" }, { "words", "text" } },
}
function rule.score(f, s, out)
  if f:count("minutes") == 1 then
    if s.good ~= 250 then error("changed") end
  end
  out:value("n", 5, "L1", "SJ")
end
function rule.examples()
  rule.settings.good, rule.clauses.L1, rule.score = 0, "Another", nil
  rule.needs[1] = nil
  return { { name = "one", given = { minutes = 2, SJ = "G" }, expect = { n = 5, clauses = { "L1" } } } }
end
return rule
