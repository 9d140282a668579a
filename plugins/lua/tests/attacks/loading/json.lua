--- A table as JSON.
--- expect: refused
--- file: whole
{ "code": "attack" }
