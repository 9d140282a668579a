--- Keys far from each other.
--- expect: limit
local sparse = {}
local key = 1
while true do
  sparse[key] = true
  key = key * 3 + 1
  sparse[key + 0.5] = { key }
end
