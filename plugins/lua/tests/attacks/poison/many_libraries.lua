--- A library asked for again and again.
--- expect: scored: n=5
for i = 1, 1000 do local lib = use "lib/smart_words" end
