--- Facts, result, text and settings as texts.
--- expect: scored: words=facts out text table
out:value("words", tostring(f) .. " " .. tostring(out) .. " " .. tostring(f:text("X1")) .. " " .. tostring(s))
