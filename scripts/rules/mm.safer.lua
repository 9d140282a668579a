--- Example measure: children are safer, by more than one account.
local VOICES = { "child", "parent", "worker" }

return {
  code = "mm.safer",
  title = "Children are safer, by more than one account (example measure)",
  kind = "measure",
  applies = { "STD" },
  needs = { "IMPACT.I1.child_start", "IMPACT.I1.child_now", "IMPACT.I1.parent_start", "IMPACT.I1.parent_now",
    "IMPACT.I1.worker_start", "IMPACT.I1.worker_now", "IMPACT.I1.start_on", "IMPACT.I1.now_on" },
  lists = {},
  why = "One of an example set of five: which measures an authority uses is its own decision",
  settings = { rise = 2, closing_point = 8, voices = 2, days_apart = 30 },
  clauses = {
    counted = "A child counts when at least {voices} voices gave a number at the start and now",
    met = "At least {voices} voices are up by {rise} or at {closing_point} or more, and none is down by {rise}",
    not_met = "Fewer than {voices} voices are up by {rise} or at {closing_point} or more, or one is down by {rise}",
    fell = "A voice puts safety lower than at the start by {rise} or more",
    too_close = "The two scales lie less than {days_apart} days apart",
    not_counted = "Fewer than {voices} voices gave a number at the start and now",
  },
  outputs = { { "counted", "yes_no" }, { "met", "yes_no" }, { "voices", "integer 0..3" } },
  score = function(f, s, out)
    local started, latest = f:date("IMPACT.I1.start_on"), f:date("IMPACT.I1.now_on")
    if started and latest and latest - started < s.days_apart then
      return out:status("not_applicable", "too_close", "IMPACT.I1.start_on", "IMPACT.I1.now_on")
    end
    local paired, safer, fell, cites = 0, 0, false, {}
    for _, voice in ipairs(VOICES) do
      local from, to = "IMPACT.I1." .. voice .. "_start", "IMPACT.I1." .. voice .. "_now"
      local first, now = f:answer(from), f:answer(to)
      if first and now then
        paired = paired + 1
        table.insert(cites, from)
        table.insert(cites, to)
        if now - first >= s.rise or now >= s.closing_point then safer = safer + 1 end
        if first - now >= s.rise then fell = true end
      end
    end
    if paired < s.voices then return out:status("not_applicable", "not_counted", table.unpack(cites)) end
    local met = safer >= s.voices and not fell
    out:value("counted", true, "counted")
    out:value("voices", paired)
    out:value("met", met, met and "met" or "not_met", table.unpack(cites))
    if fell then out:reason("fell") end
  end,
  examples = function()
    local function scales(child_start, child_now, worker_start, worker_now)
      return { ["I1.child_start"] = child_start, ["I1.child_now"] = child_now, ["I1.worker_start"] = worker_start,
        ["I1.worker_now"] = worker_now, ["I1.start_on"] = "2025-01-06", ["I1.now_on"] = "2025-06-02" }
    end
    local soon = scales(3, 7, 3, 7)
    soon["I1.now_on"] = "2025-01-20"
    return {
      { name = "both up by two", given = scales(3, 5, 4, 6), expect = { counted = true, met = true, voices = 2, clauses = { "counted", "met" } } },
      { name = "one only up by one", given = scales(3, 4, 4, 6), expect = { met = false, clauses = { "not_met" }, without = { "fell" } } },
      { name = "started high", given = scales(9, 9, 8, 8), expect = { met = true, clauses = { "met" } } },
      { name = "the child says worse", given = scales(7, 5, 4, 8), expect = { met = false, clauses = { "not_met", "fell" } } },
      { name = "two weeks apart", given = soon, expect = { status = "not_applicable", clauses = { "too_close" } } },
      { name = "one voice", given = { ["I1.worker_start"] = 3, ["I1.worker_now"] = 8 }, expect = { status = "not_applicable", clauses = { "not_counted" } } },
    }
  end,
}
