--- 300 values in one call.
--- expect: refused: too many registers
math.max({{299:f:day(), }}1)
