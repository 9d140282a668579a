--- What is not a number is not even itself.
--- expect: scored: n=5
local nan = 0.0 / 0.0
if nan == nan or nan < nan or nan >= 1 or nan <= 1 then error("x") end
