--- Example measure: children are heard and it counts.
return {
  code = "mm.heard",
  title = "Children are heard and it counts (example measure)",
  kind = "measure",
  applies = { "STD" },
  needs = { "VOICE.V3", "VOICE.V5" },
  lists = {},
  why = "One of an example set of five: which measures an authority uses is its own decision",
  settings = {},
  clauses = {
    counted = "A child counts when both questions about their words and their influence apply",
    met = "Their own words are on the record, and a decision changed or was weighed because of them",
    not_met = "Their words are not on the record, or nothing shows that they counted",
    not_counted = "One of the questions does not apply to this child, or is not answered yet",
  },
  outputs = { { "counted", "yes_no" }, { "met", "yes_no" } },
  score = function(f, s, out)
    local words, weighed = f:state("VOICE.V3"), f:state("VOICE.V5")
    local function applies(state) return state == "answered" or state == "not_evidenced" end
    if not (applies(words) and applies(weighed)) then
      return out:status("not_applicable", "not_counted", "VOICE.V3", "VOICE.V5")
    end
    local met = f:answer("VOICE.V3") == "yes" and f:answer("VOICE.V5") == "yes"
    out:value("counted", true, "counted")
    out:value("met", met, met and "met" or "not_met", "VOICE.V3", "VOICE.V5")
  end,
  examples = function() return {
    { name = "heard and weighed", given = { V3 = "yes", V5 = "yes" }, expect = { counted = true, met = true, clauses = { "counted", "met" } } },
    { name = "heard, not weighed", given = { V3 = "yes", V5 = "partly" }, expect = { counted = true, met = false, clauses = { "not_met" } } },
    { name = "nothing found in the record", given = { V3 = { state = "not_evidenced" }, V5 = "yes" }, expect = { met = false, clauses = { "not_met" } } },
    { name = "not answered yet", given = { V3 = "yes" }, expect = { status = "not_applicable", clauses = { "not_counted" } } },
  } end,
}
