--- An iterator of a for loop that never ends.
--- expect: limit: took more than 250 ms
for x in function() return 1 end do end
