--- Texts with zero bytes in order.
--- expect: scored: n=5
if not ("a\0b" < "a\0c") or "a\0" < "a" or not ("" < "\0") or "a\0\0" == "a\0" then
  error("zero bytes end a text")
end
