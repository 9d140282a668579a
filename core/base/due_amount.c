#include "base/due_read.h"

enum unit { NO_UNIT, HOURS, DAYS, WORKING_DAYS, WEEKS, FORTNIGHTS, MONTHS, YEARS };

static enum unit unit_at(const struct sl_due_reading *r, size_t i, size_t *words) {
    static const struct {
        const char *phrase;
        enum unit unit;
    } units[] = {{"working day", WORKING_DAYS},
                 {"working days", WORKING_DAYS},
                 {"work days", WORKING_DAYS},
                 {"wd", WORKING_DAYS},
                 {"school days", WORKING_DAYS},
                 {"hour", HOURS},
                 {"hours", HOURS},
                 {"hrs", HOURS},
                 {"day", DAYS},
                 {"days", DAYS},
                 {"calendar days", DAYS},
                 {"week", WEEKS},
                 {"weeks", WEEKS},
                 {"wk", WEEKS},
                 {"wks", WEEKS},
                 {"fortnight", FORTNIGHTS},
                 {"month", MONTHS},
                 {"months", MONTHS},
                 {"mths", MONTHS},
                 {"year", YEARS},
                 {"years", YEARS}};
    for (size_t u = 0; u < SL_COUNT(units); u++) {
        size_t length = sl_due_phrase_at(r->words, i, units[u].phrase);
        if (length > 0) {
            *words = length;
            return units[u].unit;
        }
    }
    return NO_UNIT;
}

static struct sl_due_found after(const struct sl_due_reading *r, sl_day anchor, int amount,
                                 enum unit unit, size_t words) {
    if (anchor == SL_DAY_NONE)
        return says(VAGUE, words);
    sl_day day = SL_DAY_NONE;
    switch (unit) {
    case HOURS:
        return a_day(anchor + (amount + (amount < 0 ? -23 : 23)) / 24, words);
    case DAYS:
        return a_day(anchor + amount, words);
    case WEEKS:
        return a_day(anchor + 7 * amount, words);
    case FORTNIGHTS:
        return a_day(anchor + 14 * amount, words);
    case MONTHS:
        return a_day(sl_day_add_months(anchor, amount), words);
    case YEARS:
        return a_day(sl_day_add_months(anchor, 12 * amount), words);
    case WORKING_DAYS:
        if (r->context->calendar &&
            sl_calendar_add(r->context->calendar, anchor, amount, &day, NULL) == SL_OK)
            return a_day(day, words);
        return says(VAGUE, words);
    case NO_UNIT:
        break;
    }
    return nothing();
}

/* "next review", "the core group", "RCPC": the number of words, 0 for nothing() */

static size_t review_at(const struct sl_due_reading *r, size_t i) {
    static const char *const meetings[] = {"review",
                                           "review meeting",
                                           "review conference",
                                           "core group",
                                           "core group meeting",
                                           "rcpc",
                                           "lac review",
                                           "cla review",
                                           "cin review",
                                           "cin meeting",
                                           "cp review",
                                           "child protection review",
                                           "review child protection conference",
                                           "board",
                                           "board meeting",
                                           "meeting",
                                           "progress meeting",
                                           "conference",
                                           "cpc",
                                           "care team meeting",
                                           "pathway review",
                                           "pathway plan review",
                                           "looked after review",
                                           "plan review",
                                           "tac",
                                           "taf",
                                           "tac meeting",
                                           "taf meeting",
                                           "care planning meeting",
                                           "statutory review",
                                           "child in need meeting",
                                           "child in need review",
                                           "cinr",
                                           "improvement board",
                                           "clinic",
                                           NULL};
    size_t at = i;
    while (is(r, at, "the next our my his her their this first coming second child's") &&
           at < i + 3)
        at++;
    size_t words = sl_due_first_phrase(r, at, meetings);
    return words > 0 ? at + words - i : 0;
}

static bool sl_due_is_each(const struct sl_due_reading *r, size_t i) {
    return is(r, i, "each every any all another");
}

/* within 4 weeks [of X], in 10 working days, 24 hours of each visit, 2 weeks before review */

struct sl_due_found sl_due_amount_of_time(const struct sl_due_reading *r, size_t i) {
    size_t at = i;
    bool led = false;
    while (is(r, at, "within in over after for next the coming max maximum") && at < i + 4) {
        led = led || is(r, at, "within in after next over");
        at++;
    }
    if (is(r, at, "no") && is(r, at + 1, "later") && is(r, at + 2, "than"))
        at += 3;
    int amount = at < r->words->count ? sl_due_amount_of(word_at(r, at)) : 0;
    size_t unit_words = 0;
    if (amount == 0 && led && at > i && unit_at(r, at, &unit_words) == FORTNIGHTS)
        amount = 1;
    else if (amount > 0)
        at += is(r, at + 1, "of") && is(r, at, "couple") ? 2 : 1;
    at += sl_due_joins(word_at(r, at), "-") ? 1 : 0;
    enum unit unit = amount > 0 ? unit_at(r, at, &unit_words) : NO_UNIT;
    if (unit == NO_UNIT || (!led && !r->context->is_field))
        return nothing();
    at += unit_words;
    if (is(r, at, "'") || is(r, at, "time"))
        at++;
    bool before = is(r, at, "before prior");
    if (before || is(r, at, "of after from following")) {
        size_t behind = at + 1 + (is(r, at + 1, "to") ? 1 : 0);
        size_t review = review_at(r, behind);
        if (sl_due_is_each(r, behind))
            return says(TRIGGER, behind + 1 - i);
        if (review > 0)
            return after(r, r->context->review_day, before ? -amount : amount, unit,
                         behind + review - i);
        if (is(r, behind, "today now plan planning") || is(r, behind + 1, "plan date"))
            return after(r, r->context->plan_day, amount, unit, behind + 1 - i);
        if (is(r, behind, "a an the her his their it being any") || behind < r->words->count)
            return before ? says(VAGUE, behind - i) : says(TRIGGER, behind + 1 - i);
    }
    if (is(r, i, "for"))
        return nothing();
    return after(r, r->context->plan_day, amount, unit, at - i);
}

struct sl_due_found sl_due_meeting(const struct sl_due_reading *r, size_t i) {
    size_t lead = 0;
    while (is(r, i + lead, "by before until till to at for prior in time") && lead < 4)
        lead++;
    if (lead == 0 && !is(r, i, "next") && !r->context->is_field)
        return nothing();
    size_t words = review_at(r, i + lead);
    if (words == 0 || (lead > 0 && sl_due_is_each(r, i + lead)))
        return nothing();
    if (r->context->review_day == SL_DAY_NONE)
        return says(VAGUE, lead + words);
    return a_day(r->context->review_day, lead + words);
}
