/*
 * base/due.h - due dates as people write them in plans in England, turned into one calendar date,
 * or not. The order of reading and each conversion follow the codebook of the SMART check: day
 * first, month alone is its last day, "w/c" is that week's Friday, "within n weeks" counts from the
 * day of the plan, "next review" is the review day, "ongoing" and "asap" are no dates.
 */
#pragma once
#include "base/calendar.h"
#include "base/text.h"

enum sl_due_kind {
    SL_DUE_NOTHING,    /* blank, or words that hold no time at all */
    SL_DUE_DAY,        /* one calendar date */
    SL_DUE_VAGUE,      /* a time that can't become one date: this term, 2026, by her birthday */
    SL_DUE_NEVER,      /* ongoing, asap, TBC, as and when, waits for an event nobody has dated */
    SL_DUE_IMPOSSIBLE, /* 31/06/2025 */
    SL_DUE_FREQUENCY,  /* weekly, every Tuesday, with no end; with an end it is a day */
    SL_DUE_TRIGGER     /* a limit counted from an event: within 24 hours of each missing episode */
};

struct sl_due {
    enum sl_due_kind kind;
    sl_day day;        /* the date, or the end of a frequency; SL_DAY_NONE when there is none */
    bool ongoing;      /* "ongoing" or a frequency without end, and the day is only a checkpoint */
    bool conflicting;  /* two different single deadlines in one text */
    bool start_only;   /* a date stands there, but as a start or a first time */
    bool weekday_only; /* a weekday name alone: next such day, ambiguous */
    bool checkpoint;   /* a fixed check is stated beside the deadline, on or before the review */
    size_t from, to;   /* byte span in the text that the result rests on */
};

struct sl_due_context {
    sl_day plan_day;   /* SL_DAY_NONE when unknown: relative times then stay vague */
    sl_day review_day; /* the next review or meeting; SL_DAY_NONE when none is booked */
    const struct sl_calendar *calendar; /* England bank holidays; NULL: working days stay vague */
    /* The text is a by-when field: a bare "4 weeks" or "Tuesday" counts. In other texts a time
     * counts only where a word such as "by", "before" or "within" makes it a deadline. */
    bool is_field;
};

/* Never fails: what can't be read is SL_DUE_NOTHING. Text of more than 2 000 bytes is read up to
 * there. */
struct sl_due sl_due_read(struct sl_text text, const struct sl_due_context *context);
