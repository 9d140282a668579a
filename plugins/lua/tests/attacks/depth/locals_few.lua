--- 150 locals in one function.
--- expect: scored: n=5
{{150:local a = 1\n}}
