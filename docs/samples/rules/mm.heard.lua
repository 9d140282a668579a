--- Example measure: children are heard and it counts.
return {
  code = "mm.heard",
  title = "Children are heard and it counts (example measure)",
  kind = "measure",
  applies = { "STD" },
  needs = { "VOICE.V3", "VOICE.V5" },
  lists = {},
  why = "What is missing is said apart: the words, or what became of them",
  settings = {},
  clauses = {
    counted = "A child counts when both questions about their words and their influence apply",
    met = "Their own words are on the record, and a decision changed or was weighed because of them",
    unweighed = "Their own words are on the record, and nothing shows that they counted",
    not_met = "Their words are not on the record",
    not_counted = "One of the questions does not apply to this child, or is not answered yet",
  },
  outputs = { { "counted", "yes_no" }, { "met", "yes_no" } },
  score = function(f, s, out)
    local words, weighed = f:state("VOICE.V3"), f:state("VOICE.V5")
    local function applies(state) return state == "answered" or state == "not_evidenced" end
    if not (applies(words) and applies(weighed)) then
      return out:status("not_applicable", "not_counted", "VOICE.V3", "VOICE.V5")
    end
    local heard, counted = f:answer("VOICE.V3") == "yes", f:answer("VOICE.V5") == "yes"
    local clause = heard and (counted and "met" or "unweighed") or "not_met"
    out:value("counted", true, "counted")
    out:value("met", clause == "met", clause, "VOICE.V3", "VOICE.V5")
  end,
  examples = function() return {
    { name = "heard and weighed", given = { V3 = "yes", V5 = "yes" }, expect = { counted = true, met = true, clauses = { "counted", "met" } } },
    { name = "heard, not weighed", given = { V3 = "yes", V5 = "partly" }, 
      expect = { counted = true, met = false, clauses = { "unweighed" }, without = { "not_met" } } },
    { name = "nothing found in the record", given = { V3 = { state = "not_evidenced" }, V5 = "yes" }, 
      expect = { met = false, clauses = { "not_met" }, without = { "unweighed" } } },
    { name = "not answered yet", given = { V3 = "yes" }, expect = { status = "not_applicable", clauses = { "not_counted" } } },
  } end,
}
