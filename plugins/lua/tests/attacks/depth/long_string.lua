--- A text of 50 000 bytes in brackets.
--- expect: scored: n=5
local x = [==[{{12000:]=] }}]==]
if #x ~= 48000 then error("lost") end
