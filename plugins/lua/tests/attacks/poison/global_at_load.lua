--- A name set while the script is loaded.
--- expect: refused: isn't declared
--- file: whole
leak = 1
return {}
