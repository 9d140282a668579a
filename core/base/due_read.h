/*
 * base/due_read.h - readers of single time expressions: each looks at the words from place i on and
 * says what stands there and how many words it took, or nothing. Private to base/due*.c.
 */
#pragma once
#include "base/due.h"
#include "base/due_words.h"
#include <string.h>

/* What one expression in the text says. */
enum sl_due_sense {
    SL_DUE_SAYS_NOTHING,
    SL_DUE_SAYS_DAY,
    SL_DUE_SAYS_VAGUE,
    SL_DUE_SAYS_NEVER,
    SL_DUE_SAYS_IMPOSSIBLE,
    SL_DUE_SAYS_FREQUENCY,
    SL_DUE_SAYS_TRIGGER,
    SL_DUE_SAYS_ONGOING
};

/* What the words around a day make of it. */
enum sl_due_role {
    SL_DUE_DEADLINE,
    SL_DUE_END,   /* until, to, ending */
    SL_DUE_START, /* from, starting, first */
    SL_DUE_CHECK, /* review on, check on */
    SL_DUE_ASIDE  /* in a text that isn't a by-when field, and nothing makes it a deadline */
};

struct sl_due_found {
    enum sl_due_sense sense;
    sl_day day;
    size_t words; /* how many words it took */
    bool weekday_only;
    bool exact; /* a date of the calendar was written out, not counted from something */
};

struct sl_due_reading {
    const struct sl_due_words *words;
    const struct sl_due_context *context;
    sl_day start; /* a start that was read before, for "from 3 March for six weeks" */
};

static inline struct sl_due_found sl_due_nothing(void) {
    return (struct sl_due_found){.sense = SL_DUE_SAYS_NOTHING, .day = SL_DAY_NONE};
}

/* SL_DAY_NONE: no such day. */
static inline struct sl_due_found sl_due_day(sl_day day, size_t words) {
    return (struct sl_due_found){.sense =
                                     day == SL_DAY_NONE ? SL_DUE_SAYS_IMPOSSIBLE : SL_DUE_SAYS_DAY,
                                 .day = day,
                                 .words = words};
}

static inline struct sl_due_found sl_due_says(enum sl_due_sense sense, size_t words) {
    return (struct sl_due_found){.sense = sense, .day = SL_DAY_NONE, .words = words};
}

static inline bool sl_due_is_nothing(struct sl_due_found found) {
    return found.sense == SL_DUE_SAYS_NOTHING;
}

static inline const struct sl_due_word *sl_due_at(const struct sl_due_reading *r, size_t i) {
    return i < r->words->count ? &r->words->word[i] : NULL;
}

static inline bool sl_due_is(const struct sl_due_reading *r, size_t i, const char *any_of) {
    return sl_due_word_is(r->words, i, any_of);
}

/* due_date.c: dates of the calendar */
bool sl_due_joins(const struct sl_due_word *mark, const char *marks);
int sl_due_full_year(const struct sl_due_word *word);
/* A year behind a month, "2025" or "'25", adding its words; 0 for none. */
int sl_due_year_behind(const struct sl_due_reading *r, size_t i, size_t *words);
/* year 0: the first such day on or after the plan's. */
struct sl_due_found sl_due_dated(const struct sl_due_reading *r, int year, int month, int day,
                                 size_t words);
struct sl_due_found sl_due_day_and_month(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_calendar_date(const struct sl_due_reading *r, size_t i);
/* Does a range such as 10-14 March open here, of which only the later end is a whole date? */
bool sl_due_opens_range(const struct sl_due_reading *r, size_t i);

/* due_week.c: weeks, weekdays, days near the plan's */
struct sl_due_found sl_due_week_of(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_weekday(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_near_day(const struct sl_due_reading *r, size_t i);

/* due_period.c: feasts, quarters, ends of periods */
struct sl_due_found sl_due_feast(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_quarter(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_period_end(const struct sl_due_reading *r, size_t i);

/* due_amount.c: amounts of time and meetings */
struct sl_due_found sl_due_amount_of_time(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_meeting(const struct sl_due_reading *r, size_t i);

/* due_phrase.c: frequencies, vague times, words that are no date */
struct sl_due_found sl_due_frequency(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_vague_time(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_before_event(const struct sl_due_reading *r, size_t i);
struct sl_due_found sl_due_no_date(const struct sl_due_reading *r, size_t i);

/* due_role.c */
enum sl_due_role sl_due_role_of(const struct sl_due_reading *r, size_t i,
                                const struct sl_due_found *found);
/* Do the words before i make what stands there a deadline: by, before, until, no later than? */
bool sl_due_is_led(const struct sl_due_reading *r, size_t i);
