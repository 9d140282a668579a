/*
 * worker/pattern.h - expressions of text:matches(), by PCRE2 without its compiler to machine code,
 * with bounds on steps, depth and memory that are counted, not timed: an expression that takes too
 * many steps does so everywhere.
 */
#pragma once
#include "base/text.h"
#include <stdbool.h>

enum { SL_PATTERN_MOST = 1000, SL_PATTERNS_KEPT = 64 };

struct sl_pattern;

struct sl_patterns { /* start with {0} */
    struct sl_pattern *kept[SL_PATTERNS_KEPT];
    size_t count;
    void *match, *context; /* pcre2_match_data, pcre2_match_context */
};

/* true: *found is where the expression first stands in the text. false: nowhere, or *why says what
 * is wrong with the expression (borrowed; NULL when nothing is). */
bool sl_patterns_match(struct sl_patterns *patterns, struct sl_text expression, struct sl_text text,
                       struct sl_span *found, const char **why);
void sl_patterns_drop(struct sl_patterns *patterns);
