#include "base/due_read.h"

struct sl_due_found sl_due_frequency(const struct sl_due_reading *r, size_t i) {
    static const char *const words[] = {"daily",        "weekly",          "fortnightly",
                                        "monthly",      "termly",          "quarterly",
                                        "annually",     "annual",          "yearly",
                                        "nightly",      "hourly",          "bi weekly",
                                        "bi - weekly",  "per week",        "per day",
                                        "per month",    "a week",          "a day",
                                        "a month",      "a night",         "a fortnight",
                                        "each week",    "each day",        "each month",
                                        "each night",   "each term",       "twice weekly",
                                        "every",        "weekends",        "weekdays",
                                        "each visit",   "each session",    "each morning",
                                        "each evening", "each school day", "most days",
                                        "regularly",    "regular",         "six monthly",
                                        "6 monthly",    "bob wythnos",     NULL};
    size_t taken = sl_due_first_phrase(r, i, words);
    if (taken == 0 ||
        (is(r, i, "a") && (i == 0 || !is(r, i - 1,
                                         "once twice times time day days hour hours session "
                                         "sessions visit visits call calls"))))
        return nothing();
    if (is(r, i, "regular regularly"))
        return says(NEVER, 1);
    if (is(r, i, "every")) {
        bool plural = false;
        size_t at = i + 1 + (is(r, i + 1, "other second third 2 two 3 three 4 four 6 six") ? 1 : 0);
        if (at < r->words->count && (sl_due_weekday_of(word_at(r, at), &plural) >= 0 ||
                                     is(r, at,
                                        "day days week weeks month months night morning evening "
                                        "term fortnight weekend half")))
            taken = at + 1 - i;
    }
    return says(FREQUENCY, taken);
}

struct sl_due_found sl_due_vague_time(const struct sl_due_reading *r, size_t i) {
    static const char *const words[] = {"this term",
                                        "next term",
                                        "end of term",
                                        "end of the term",
                                        "end of this term",
                                        "end of next term",
                                        "half term",
                                        "half - term",
                                        "this year",
                                        "next year",
                                        "over the summer",
                                        "summer",
                                        "autumn",
                                        "spring term",
                                        "spring",
                                        "winter",
                                        "school holidays",
                                        "summer holidays",
                                        "immediately",
                                        "immediate",
                                        "now",
                                        "straight away",
                                        "straightaway",
                                        "birthday",
                                        "until birth",
                                        "before birth",
                                        "by birth",
                                        "birth",
                                        "due date",
                                        "next visit",
                                        "next supervision",
                                        "next session",
                                        "next appointment",
                                        "length of order",
                                        "duration of order",
                                        "duration of the order",
                                        "life of the order",
                                        "before i move",
                                        "before they move",
                                        "move out",
                                        "first visit",
                                        "next time",
                                        "end of placement",
                                        "academic year",
                                        "financial year",
                                        "school year",
                                        "before court",
                                        "end of the school year",
                                        "end of school year",
                                        "a few weeks",
                                        "few weeks",
                                        "few months",
                                        "coming weeks",
                                        "coming months",
                                        "right away",
                                        "same day",
                                        "within the week",
                                        "next few weeks",
                                        "next available",
                                        "first available",
                                        "bedtime",
                                        "18th birthday",
                                        NULL};
    size_t taken = sl_due_first_phrase(r, i, words);
    if (taken > 0)
        return says(VAGUE, taken);
    const struct sl_due_word *word = word_at(r, i);
    bool bare_year = word->kind == SL_DUE_NUMBER_WORD && word->digits == 4 &&
                     word->number >= 2015 && word->number <= 2060 && r->context->is_field;
    return bare_year ? says(VAGUE, 1) : nothing();
}

struct sl_due_found sl_due_no_date(const struct sl_due_reading *r, size_t i) {
    static const char *const ongoing[] = {"ongoing",      "on - going", "on going",
                                          "continuing",   "continuous", "continual",
                                          "continuously", "parhaus",    NULL};
    static const char *const words[] = {"asap",
                                        "a . s . a . p",
                                        "as soon as",
                                        "soon",
                                        "tbc",
                                        "tba",
                                        "tbd",
                                        "to be confirmed",
                                        "to be agreed",
                                        "to be arranged",
                                        "to be decided",
                                        "to be set",
                                        "as and when",
                                        "as needed",
                                        "as required",
                                        "as appropriate",
                                        "when needed",
                                        "when required",
                                        "if needed",
                                        "in due course",
                                        "long term",
                                        "long - term",
                                        "at all times",
                                        "always",
                                        "random",
                                        "when ready",
                                        "once ready",
                                        "once matched",
                                        "subject to",
                                        "awaiting",
                                        "n / a",
                                        "not known",
                                        "unknown",
                                        "as before",
                                        "indefinitely",
                                        "in the future",
                                        "when possible",
                                        "when able",
                                        "when available",
                                        "permanent",
                                        "waiting list",
                                        "no date",
                                        "not set",
                                        "for the foreseeable",
                                        "at some point",
                                        "as per plan",
                                        "when appropriate",
                                        "whenever",
                                        "ad hoc",
                                        "open ended",
                                        NULL};
    size_t taken = sl_due_first_phrase(r, i, ongoing);
    if (taken > 0)
        return says(ONGOING, taken);
    taken = sl_due_first_phrase(r, i, words);
    if (taken > 0)
        return says(NEVER, taken);
    if (r->context->is_field && (i == 0 || is(r, i - 1, ", ; -")) &&
        is(r, i, "when once if after following upon on") && !is(r, i + 1, "the next") &&
        i + 1 < r->words->count) {
        struct sl_due_found date = sl_due_calendar_date(r, i + 1);
        bool plural = false;
        if (date.sense == NOTHING && sl_due_weekday_of(word_at(r, i + 1), &plural) < 0)
            return says(NEVER, 2);
    }
    return nothing();
}
