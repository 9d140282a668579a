--- A break outside a loop.
--- expect: refused: break
break
