/*
 * base/condition_words.h - a condition taken apart into its words. For condition.c only.
 */
#pragma once
#include "base/text.h"

enum sl_condition_sort {
    SL_WORD_END,
    SL_WORD_NAME,   /* a question, token, number or day */
    SL_WORD_QUOTED, /* the same between quotes, never a keyword */
    SL_WORD_SIGN    /* = <> < <= > >= ( ) , */
};

struct sl_condition_word {
    enum sl_condition_sort sort;
    struct sl_text text; /* without quotes */
    size_t at;           /* byte where it begins */
};

/* The word at or after *at; moves *at behind it. Errors: SL_INVALID for a character that no
 * condition has, with its place. */
enum sl_status sl_condition_next_word(struct sl_text text, size_t *at,
                                      struct sl_condition_word *word, struct sl_error *err);
/* Is it this keyword, in any case? */
bool sl_condition_word_is(const struct sl_condition_word *word, const char *keyword);
