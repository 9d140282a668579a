/*
 * base/due_words.h - the words of a by-when text, read once from left to right: numbers, words and
 * the marks between them, lower case, each with its bytes in the original. Private to base/due*.c.
 */
#pragma once
#include "base/text.h"

enum { SL_DUE_WORDS_MOST = 120, SL_DUE_WORD_MOST = 24, SL_DUE_TEXT_MOST = 2000 };

enum sl_due_word_kind { SL_DUE_NUMBER_WORD, SL_DUE_LETTERS, SL_DUE_MARK };

struct sl_due_word {
    enum sl_due_word_kind kind;
    char letters[SL_DUE_WORD_MOST]; /* lower case; the mark itself for a mark */
    int number;                     /* of a number, -1 when over six digits */
    int digits;
    bool glued; /* no space before it */
    size_t from, to;
};

struct sl_due_words {
    struct sl_due_word word[SL_DUE_WORDS_MOST];
    size_t count;
};

/* Frequent slips of spelling come out right: "febuary", "tommorow". */
void sl_due_words_read(struct sl_text text, struct sl_due_words *out);

/* Does the word at i spell one of the space-separated words? false behind the end. */
bool sl_due_word_is(const struct sl_due_words *words, size_t i, const char *any_of);
/* The longest of the phrases, given as "w / c|week of", that stands at i: how many words it has, 0
 * for none. */
size_t sl_due_phrase_at(const struct sl_due_words *words, size_t i, const char *phrases);
/* 1-12 for a month's name or short form (Welsh too), 0 for none. */
int sl_due_month_of(const struct sl_due_word *word);
/* 0 (Monday) to 6, -1 for none; *plural tells "mondays". */
int sl_due_weekday_of(const struct sl_due_word *word, bool *plural);
/* "six", "6", "a", "couple"; 0 for none. */
int sl_due_amount_of(const struct sl_due_word *word);
