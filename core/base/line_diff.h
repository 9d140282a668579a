/*
 * base/line_diff.h - what two texts differ in, line by line: the fewest lines taken out and put in
 * (Myers, An O(ND) Difference Algorithm and Its Variations, 1986), written as a unified diff. For
 * texts of people's size: rules, lists. A text that doesn't end in a newline is read as if it did.
 */
#pragma once
#include "base/text.h"

enum { SL_LINE_DIFF_CONTEXT = 3 };

struct sl_line_diff_names {
    const char *from, *to; /* behind --- and +++ */
};

/* Adds the diff to out; nothing when the texts are equal. Returns how many lines were taken out and
 * put in. */
size_t sl_line_diff(struct sl_text from, struct sl_text to, const struct sl_line_diff_names *names,
                    struct sl_buffer *out);
