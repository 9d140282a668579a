--- A function as a text.
--- expect: scored: words=functionfunction
out:value("words", tostring(function() end) .. tostring(math.floor))
