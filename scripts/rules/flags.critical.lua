--- Critical flags: which answers raise one, of which class, and who is told. What is confirmed holds the grade down; the audit's own
--- overall rule does that.

--- The answers that raise this flag, as cites; a multi-agency audit has one answer for each agency.
local function raising(f, s, flag)
  if not (flag.by_agency and f:tool() == s.by_agency) then return f:answer(flag.question) == flag.on and { flag.question } or {} end
  local cites = {}
  for agency = 1, s.agencies do
    if f:answer(flag.question, agency) == flag.on then table.insert(cites, { flag.question, agency }) end
  end
  return cites
end

--- A wrong decision isn't a flag by itself: a further question decides.
local function ask_further(f, s, out)
  for _, row in ipairs(s.further) do
    if f:answer(row.question) == row.on then
      local answer = f:answer(row.asks)
      if not answer then
        out:reason("further_asked", nil, row.question)
      elseif answer ~= row.raises_on then
        out:reason("further_no", nil, row.question, row.asks)
      end
    end
  end
end

return {
  code = "flags.critical",
  title = "Critical flags",
  kind = "check",
  applies = { "STD", "RE", "EH", "MAA", "TDA", "TLL", "TPP", "TRR", "TSU", "PD", "DIP", "CL" },
  needs = { "S1", "B11", "D8", "D23", "L22", "W9", "F12", "F12.unprotected", "F21", "X5", "V1", "S4", "P1", "E6", "K7", "L1", "W4",
    "W16", "U12", "D12" },
  lists = {},
  why = "First version",
  columns = {
    flags = {
      { "question", "question" }, { "on", "yes partly no" }, { "class", "A B" }, { "route", "safeguarding data_protection" },
      { "caps", "yes_no" }, { "by_agency", "yes_no" },
    },
    further = { { "question", "question" }, { "on", "yes partly no" }, { "asks", "question" }, { "raises_on", "yes partly no" } },
  },
  settings = {
    flags = {
      { question = "S1", on = "no", class = "A", route = "safeguarding", caps = true, by_agency = true },
      { question = "B11", on = "no", class = "A", route = "safeguarding", caps = true, by_agency = false },
      { question = "D8", on = "no", class = "A", route = "safeguarding", caps = true, by_agency = false },
      { question = "D23", on = "no", class = "A", route = "data_protection", caps = true, by_agency = false },
      { question = "L22", on = "no", class = "A", route = "data_protection", caps = true, by_agency = false },
      { question = "W9", on = "no", class = "A", route = "safeguarding", caps = true, by_agency = false },
      { question = "F12.unprotected", on = "yes", class = "A", route = "safeguarding", caps = true, by_agency = false },
      { question = "F21", on = "no", class = "A", route = "safeguarding", caps = true, by_agency = false },
      { question = "X5", on = "yes", class = "A", route = "safeguarding", caps = true, by_agency = false },
      { question = "V1", on = "no", class = "B", route = "safeguarding", caps = true, by_agency = true },
      { question = "S4", on = "no", class = "B", route = "safeguarding", caps = true, by_agency = true },
      { question = "P1", on = "no", class = "B", route = "safeguarding", caps = true, by_agency = false },
      { question = "E6", on = "no", class = "B", route = "safeguarding", caps = true, by_agency = false },
      { question = "K7", on = "no", class = "B", route = "data_protection", caps = false, by_agency = false },
      { question = "L1", on = "no", class = "B", route = "safeguarding", caps = true, by_agency = false },
      { question = "W4", on = "no", class = "B", route = "safeguarding", caps = true, by_agency = false },
      { question = "W16", on = "no", class = "B", route = "safeguarding", caps = true, by_agency = false },
      { question = "U12", on = "no", class = "B", route = "safeguarding", caps = true, by_agency = false },
      { question = "D12", on = "no", class = "B", route = "safeguarding", caps = true, by_agency = false },
    },
    further = {
      { question = "F12", on = "no", asks = "F12.unprotected", raises_on = "yes" },
    },
    by_agency = "MAA",
    agencies = 12,
    acknowledged = 1,
  },
  clauses = {
    none = "No answer raises a critical flag",
    A_raised = "A child or adult may be unsafe now: a person is told by voice the same day, and the decision is written within "
      .. "{acknowledged} working day",
    B_raised = "A serious breach of duty without immediate danger: the team manager is told, and acknowledges it within "
      .. "{acknowledged} working day",
    A_confirmed = "A flag that a child or adult may be unsafe now is confirmed, and holds the grade down as the overall rule says",
    B_confirmed = "A flag of a serious breach of duty is confirmed, and holds the grade down as the overall rule says",
    data_protection = "The data-protection contact is told as well",
    no_ceiling = "What belongs to another family is a matter of data protection and doesn't hold down this child's grade",
    further_asked = "A wrong decision may be too much or too little: whether it left a child without protection is still to be answered",
    further_no = "The decision was wrong but left no child without protection, so no flag is raised",
  },
  outputs = {
    { "class", "A B none" },
    { "a", "integer 0..20" },
    { "b", "integer 0..20" },
    { "a_confirmed", "integer 0..20" },
    { "b_confirmed", "integer 0..20" },
    { "ceiling", "A B" },
    { "data_protection", "yes_no" },
  },
  score = function(f, s, out)
    local raised, confirmed, ceiling = { A = 0, B = 0 }, { A = 0, B = 0 }, nil
    for _, flag in ipairs(s.flags) do
      local cites = raising(f, s, flag)
      if #cites > 0 then
        raised[flag.class] = raised[flag.class] + 1
        out:reason(flag.class .. "_raised", nil, table.unpack(cites))
        if flag.route == "data_protection" then out:flag("data_protection", "data_protection", table.unpack(cites)) end
        if not flag.caps then out:reason("no_ceiling", nil, table.unpack(cites)) end
        if f:flag(flag.question) then
          confirmed[flag.class] = confirmed[flag.class] + 1
          if flag.caps then
            out:reason(flag.class .. "_confirmed", nil, table.unpack(cites))
            if ceiling ~= "A" then ceiling = flag.class end
          end
        end
      end
    end
    out:value("class", raised.A > 0 and "A" or raised.B > 0 and "B" or "none")
    out:value("a", raised.A)
    out:value("b", raised.B)
    out:value("a_confirmed", confirmed.A)
    out:value("b_confirmed", confirmed.B)
    out:value("ceiling", ceiling)
    if raised.A + raised.B == 0 then out:reason("none") end
    ask_further(f, s, out)
  end,
  examples = function()
    local function case(name, tool, given, expect, flags)
      return { name = name, tool = tool, form = tool == "STD" and "full" or nil, given = given, flags = flags, expect = expect }
    end
    return {
      case("nothing raised", "STD", { S1 = "partly", V1 = "partly", P1 = "yes", K7 = "yes", X5 = "no" },
        { class = "none", a = 0, b = 0, ceiling = "", data_protection = "", clauses = { "none" }, without = { "A_raised", "B_raised" } }),
      case("a risk nobody acts on", "STD", { S1 = "no", X5 = "no" },
        { class = "A", a = 1, a_confirmed = 0, ceiling = "", clauses = { "A_raised" }, without = { "none", "A_confirmed" } }),
      case("confirmed", "STD", { S1 = "no", X5 = "yes" },
        { a = 2, a_confirmed = 1, ceiling = "A", clauses = { "A_raised", "A_confirmed" }, without = { "B_confirmed" } }, { "S1" }),
      case("a flag that is not a concern after all", "STD", { S1 = "no" }, { a = 1, a_confirmed = 0, ceiling = "", without = { "A_confirmed" } },
        { { question = "S1", outcome = "not_a_concern" } }),
      case("no plan", "STD", { P1 = "no" },
        { class = "B", b = 1, ceiling = "", clauses = { "B_raised" }, without = { "A_raised", "B_confirmed", "data_protection" } }),
      case("no plan, confirmed", "STD", { P1 = "no" }, { ceiling = "B", b_confirmed = 1, clauses = { "B_confirmed" } }, { "P1" }),
      case("both confirmed", "STD", { S1 = "no", P1 = "no" },
        { class = "A", ceiling = "A", clauses = { "A_confirmed", "B_confirmed" } }, { "S1", "P1" }),
      case("another family's paper on file", "STD", { K7 = "no" },
        { class = "B", b = 1, b_confirmed = 1, ceiling = "", data_protection = true, clauses = { "B_raised", "no_ceiling", "data_protection" },
          without = { "B_confirmed" } }, { "K7" }),
      case("an address in a letter", "TLL", { L22 = "no" },
        { class = "A", data_protection = true, clauses = { "A_raised", "data_protection" }, without = { "no_ceiling" } }),
      case("a wrong decision, further question open", "TRR", { F12 = "no" },
        { class = "none", clauses = { "further_asked", "none" }, without = { "A_raised", "further_no" } }),
      case("a wrong decision, nobody unprotected", "TRR", { F12 = "no", ["F12.unprotected"] = "no" },
        { class = "none", clauses = { "further_no" }, without = { "further_asked", "A_raised" } }),
      case("a wrong decision, a child unprotected", "TRR", { F12 = "no", ["F12.unprotected"] = "yes" },
        { class = "A", a = 1, clauses = { "A_raised" }, without = { "further_no", "further_asked" } }),
      case("a decision partly right", "TRR", { F12 = "partly" }, { class = "none", clauses = { "none" }, without = { "further_asked" } }),
      { name = "two agencies, one has not seen the child", tool = "MAA", given = { X5 = "no" },
        rows = { { V1 = "yes", S1 = "yes" }, { V1 = "no", S1 = "yes" } },
        expect = { class = "B", b = 1, a = 0, clauses = { "B_raised" }, without = { "none" } } },
      { name = "two agencies, all well", tool = "MAA", given = { X5 = "no" }, rows = { { V1 = "yes", S1 = "yes" }, { V1 = "partly", S1 = "yes" } },
        expect = { class = "none", clauses = { "none" }, without = { "B_raised" } } },
    }
  end,
}
