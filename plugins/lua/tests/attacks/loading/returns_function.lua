--- A script that returns a function.
--- expect: refused: returns one table
--- file: whole
return function() end
