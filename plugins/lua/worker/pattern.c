#include "pattern.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { STEPS_MOST = 200000, DEPTH_MOST = 2000, HEAP_MOST_KB = 2048, NESTED_MOST = 50 };

struct sl_pattern {
    char *expression;
    size_t length;
    pcre2_code *code; /* NULL when it doesn't compile */
    char why[120];
};

static void free_pattern(struct sl_pattern *pattern) {
    pcre2_code_free(pattern->code);
    free(pattern->expression);
    free(pattern);
}

void sl_patterns_drop(struct sl_patterns *patterns) {
    for (size_t i = 0; i < patterns->count; i++)
        free_pattern(patterns->kept[i]);
    pcre2_match_data_free(patterns->match);
    pcre2_match_context_free(patterns->context);
    *patterns = (struct sl_patterns){0};
}

static struct sl_pattern *compile(struct sl_text expression) {
    struct sl_pattern *pattern = sl_new(1, sizeof *pattern);
    pattern->expression = sl_copy_bytes(expression.bytes, expression.length);
    pattern->length = expression.length;
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    pcre2_set_max_pattern_length(context, SL_PATTERN_MOST);
    pcre2_set_parens_nest_limit(context, NESTED_MOST);
    uint32_t options =
        PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
    int fault = 0;
    PCRE2_SIZE at = 0;
    pattern->code = pcre2_compile((PCRE2_SPTR)pattern->expression, expression.length, options,
                                  &fault, &at, context);
    pcre2_compile_context_free(context);
    if (pattern->code == NULL)
        pcre2_get_error_message(fault, (PCRE2_UCHAR *)pattern->why, sizeof pattern->why);
    return pattern;
}

static struct sl_pattern *pattern_of(struct sl_patterns *patterns, struct sl_text expression) {
    for (size_t i = 0; i < patterns->count; i++) {
        struct sl_pattern *kept = patterns->kept[i];
        if (kept->length == expression.length &&
            memcmp(kept->expression, expression.bytes, expression.length) == 0)
            return kept;
    }
    if (patterns->count == SL_PATTERNS_KEPT)
        free_pattern(patterns->kept[--patterns->count]);
    return patterns->kept[patterns->count++] = compile(expression);
}

static void prepare(struct sl_patterns *patterns) {
    if (patterns->match != NULL)
        return;
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(context, STEPS_MOST);
    pcre2_set_depth_limit(context, DEPTH_MOST);
    pcre2_set_heap_limit(context, HEAP_MOST_KB);
    patterns->context = context;
    patterns->match = pcre2_match_data_create(1, NULL);
}

bool sl_patterns_match(struct sl_patterns *patterns, struct sl_text expression, struct sl_text text,
                       struct sl_span *found, const char **why) {
    *why = NULL;
    if (expression.length > SL_PATTERN_MOST) {
        *why = "it is longer than 1000 bytes";
        return false;
    }
    prepare(patterns);
    const struct sl_pattern *pattern = pattern_of(patterns, expression);
    if (pattern->code == NULL) {
        *why = pattern->why;
        return false;
    }
    int hits = pcre2_match(pattern->code, (PCRE2_SPTR)text.bytes, text.length, 0, 0,
                           patterns->match, patterns->context);
    if (hits == PCRE2_ERROR_NOMATCH)
        return false;
    if (hits < 0) {
        *why = "it takes too many steps on this text";
        return false;
    }
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(patterns->match);
    *found = (struct sl_span){at[0], at[1] > at[0] ? at[1] : at[0]};
    return true;
}
