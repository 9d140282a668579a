--- 2000 labels of one name.
--- expect: refused
{{2000:::a:: }}
