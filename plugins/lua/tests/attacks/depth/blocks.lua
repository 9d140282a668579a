--- 2000 blocks in each other.
--- expect: refused: nested too deep
{{2000:do }}{{2000:end }}
