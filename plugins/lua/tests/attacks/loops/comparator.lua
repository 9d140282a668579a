--- A loop inside the function that table.sort was given.
--- expect: limit: took more than 250 ms
table.sort({ 3, 2, 1 }, function() while true do end end)
