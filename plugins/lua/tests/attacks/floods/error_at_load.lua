--- A script that raises an error of many lines.
--- expect: refused: one two
--- file: whole
error("one\ntwo")
return {}
