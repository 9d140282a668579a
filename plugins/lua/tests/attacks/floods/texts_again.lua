--- A text given again and again, another each time.
--- expect: scored or limit
for i = 1, 20000 do out:value("words", "text " .. i) end
