--- What is not a number is written without a sign.
--- expect: scored: words=nan nan nan
local zero = 0.0
out:value("words", tostring(zero / zero) .. " " .. -(zero / zero) .. " " .. table.concat({ zero / zero }))
