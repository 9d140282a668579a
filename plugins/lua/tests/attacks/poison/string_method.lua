--- A method of texts replaced.
--- expect: failed: string can't be changed
string.len = nil
