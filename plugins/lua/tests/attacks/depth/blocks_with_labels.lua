--- 2000 blocks, each with its label.
--- expect: scored: n=5
{{2000:do goto a ::a:: end\n}}
