--- A due date looked for in a long text of numbers.
--- expect: limit or scored
--- text: {{9000:1 May }}
for i = 1, 100 do local due = day.resolve(f:text("X1")) end
