--- 201 locals in one function.
--- expect: refused: too many local variables
{{201:local a = 1\n}}
