--- A value given again and again.
--- expect: scored or limit
for i = 1, 20000 do out:value("n", i % 100) end
