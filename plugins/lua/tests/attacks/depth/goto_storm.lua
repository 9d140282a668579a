--- 1500 gotos to one label.
--- expect: scored: n=5
do
{{1500:if s == f then goto done end\n}}::done::
end
