--- A for loop with step 0.
--- expect: failed: 'for' step is zero
for i = 1, 2, 0 do end
