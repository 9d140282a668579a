--- Half a pair of UTF-16.
--- expect: failed: clean text
out:value("words", "\xed\xa0\x80")
