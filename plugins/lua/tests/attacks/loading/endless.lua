--- A script that never returns.
--- expect: refused: took more than 500 ms
--- file: whole
while true do end
