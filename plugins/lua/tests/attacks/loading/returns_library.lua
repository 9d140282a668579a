--- A script that returns a library.
--- expect: refused: code: this field is missing
--- file: whole
return math
