--- 2000 conditions in each other.
--- expect: refused: nested too deep
{{2000:if f then }}{{2000:end }}
