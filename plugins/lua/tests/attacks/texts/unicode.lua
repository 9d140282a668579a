--- Letters beyond the first plane.
--- expect: scored: words=😀
out:value("words", "\u{1F600}")
