--- A library function replaced.
--- expect: failed: math can't be changed
math.floor = function() return 1 end
