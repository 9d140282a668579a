--- A script that raises an error.
--- expect: refused: on purpose
--- file: whole
error("on purpose")
