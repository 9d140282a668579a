--- A for loop up to a text that is a number.
--- expect: scored: n=5
for i = 1, "2" do end
