--- A script that returns an empty table.
--- expect: refused: code: this field is missing
--- file: whole
return {}
