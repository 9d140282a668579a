/*
 * base/due_read.h - readers of single time expressions: each looks at the words from place i on and
 * says what stands there and how many words it took, or NOTHING. Private to base/due*.c.
 */
#pragma once
#include "base/due.h"
#include "base/due_words.h"
#include <string.h>

/* What one expression in the text says. */
enum sl_due_sense {
    NOTHING,
    A_DAY,   /* one date */
    A_START, /* a date that only begins something */
    A_CHECK, /* a date at which it is looked at */
    VAGUE,
    NEVER,
    IMPOSSIBLE,
    FREQUENCY,
    TRIGGER,
    ONGOING
};

struct sl_due_found {
    enum sl_due_sense sense;
    sl_day day;
    size_t words; /* how many words it took */
    bool weekday_only;
};

struct sl_due_reading {
    const struct sl_due_words *words;
    const struct sl_due_context *context;
};

static inline struct sl_due_found nothing(void) {
    return (struct sl_due_found){.sense = NOTHING, .day = SL_DAY_NONE};
}

static inline struct sl_due_found a_day(sl_day day, size_t words) {
    return (struct sl_due_found){day == SL_DAY_NONE ? IMPOSSIBLE : A_DAY, day, words, false};
}

static inline struct sl_due_found says(enum sl_due_sense sense, size_t words) {
    return (struct sl_due_found){sense, SL_DAY_NONE, words, false};
}

static inline const struct sl_due_word *word_at(const struct sl_due_reading *r, size_t i) {
    return i < r->words->count ? &r->words->word[i] : NULL;
}

static inline bool is(const struct sl_due_reading *r, size_t i, const char *any_of) {
    return sl_due_word_is(r->words, i, any_of);
}

/* The longest of the phrases that stands at i, in words; the list ends with NULL. */
size_t sl_due_first_phrase(const struct sl_due_reading *r, size_t i, const char *const *phrases);

/* due_date.c: dates of the calendar */
bool sl_due_joins(const struct sl_due_word *mark, const char *marks);
int sl_due_full_year(const struct sl_due_word *word);
int sl_due_year_behind(const struct sl_due_reading *r, size_t i, size_t *words);
size_t sl_due_ordinal_at(const struct sl_due_reading *r, size_t i);
/* year 0: the first such day on or after the plan's. */
struct sl_due_found sl_due_dated(const struct sl_due_reading *r, int year, int month, int day,
                                 size_t words);
struct sl_due_found sl_due_day_and_month(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_calendar_date(const struct sl_due_reading *r, size_t i);

/* due_week.c: weeks, weekdays, feasts, quarters, ends of periods */
sl_day sl_due_friday_of(sl_day day);
struct sl_due_found sl_due_week_of(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_weekday(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_near_day(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_feast(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_quarter(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_period_end(const struct sl_due_reading *r, size_t i);

/* due_amount.c: amounts of time and meetings */
struct sl_due_found sl_due_amount_of_time(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_meeting(const struct sl_due_reading *r, size_t i);

/* due_phrase.c: frequencies, vague times, words that are no date */
struct sl_due_found sl_due_frequency(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_vague_time(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_no_date(const struct sl_due_reading *r, size_t i);
