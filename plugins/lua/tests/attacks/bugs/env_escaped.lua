--- _ENV spelt with escapes is no name.
--- expect: refused: <name> expected
local \95ENV = 1
