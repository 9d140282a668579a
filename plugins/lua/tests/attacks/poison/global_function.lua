--- A function that isn't local.
--- expect: failed: isn't declared
function leak() end
