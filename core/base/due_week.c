#include "base/due_read.h"

sl_day sl_due_friday_of(sl_day day) {
    return day == SL_DAY_NONE ? day : day - sl_day_weekday(day) + 4;
}

/* w/c 29 September; week ending 3 October */

struct sl_due_found sl_due_week_of(const struct sl_due_reading *r, size_t i) {
    static const char *const commencing[] = {"w / c",          "wc",      "week commencing",
                                             "week beginning", "week of", NULL};
    static const char *const ending[] = {"w / e", "week ending", NULL};
    size_t words = sl_due_first_phrase(r, i, commencing);
    bool begins = words > 0;
    if (!begins)
        words = sl_due_first_phrase(r, i, ending);
    if (words == 0 || i + words >= r->words->count)
        return nothing();
    bool plural = false;
    size_t at = i + words;
    if (sl_due_weekday_of(word_at(r, at), &plural) >= 0)
        at++;
    struct sl_due_found found = at < r->words->count ? sl_due_calendar_date(r, at) : nothing();
    if (found.sense == A_DAY && begins)
        found.day = sl_due_friday_of(found.day);
    found.words += at - i;
    return found.sense == NOTHING ? nothing() : found;
}

struct sl_due_found sl_due_weekday(const struct sl_due_reading *r, size_t i) {
    bool plural = false;
    size_t at = i + (is(r, i, "this next coming dydd") ? 1 : 0);
    const struct sl_due_word *word = word_at(r, at);
    int day = word ? sl_due_weekday_of(word, &plural) : -1;
    if (day < 0 && at > i && is(r, i, "dydd") && is(r, at, "mawrth"))
        day = 1;
    if (day < 0 || strcmp(word->letters, "sat") == 0 || strcmp(word->letters, "sun") == 0)
        return nothing();
    if (plural)
        return says(FREQUENCY, at + 1 - i);
    size_t behind = at + 1 + (sl_due_joins(word_at(r, at + 1), ",") ? 1 : 0);
    if (behind < r->words->count) {
        struct sl_due_found date = sl_due_calendar_date(r, behind);
        if (date.sense != NOTHING) {
            date.words += behind - i;
            return date;
        }
    }
    if (r->context->plan_day == SL_DAY_NONE)
        return says(VAGUE, at + 1 - i);
    int ahead = (day - sl_day_weekday(r->context->plan_day) + 6) % 7 + 1;
    bool week_later = is(r, at + 1, "week");
    return (struct sl_due_found){A_DAY, r->context->plan_day + ahead + (week_later ? 7 : 0),
                                 at + 1 - i + (week_later ? 1 : 0), !week_later};
}

static struct sl_due_found from_plan_day(const struct sl_due_reading *r, int days, size_t words) {
    if (r->context->plan_day == SL_DAY_NONE)
        return says(VAGUE, words);
    return a_day(r->context->plan_day + days, words);
}

struct sl_due_found sl_due_near_day(const struct sl_due_reading *r, size_t i) {
    static const char *const today[] = {
        "today",        "tonight",          "end of today", "this afternoon",
        "this evening", "same day as plan", "heddiw",       NULL};
    static const char *const tomorrow[] = {"tomorrow", "the next day", "yfory", NULL};
    size_t words = sl_due_first_phrase(r, i, today);
    if (words > 0)
        return from_plan_day(r, 0, words);
    words = sl_due_first_phrase(r, i, tomorrow);
    return words > 0 ? from_plan_day(r, 1, words) : nothing();
}

struct sl_due_found sl_due_feast(const struct sl_due_reading *r, size_t i) {
    size_t words = 1;
    int month = 12, day = 25;
    if (is(r, i, "christmas xmas nadolig")) {
        if (is(r, i + 1, "eve day"))
            words++;
        if (is(r, i + 1, "holidays holiday term break"))
            return says(VAGUE, 2);
        day = is(r, i + 1, "eve") ? 24 : 25;
        return sl_due_dated(r, sl_due_year_behind(r, i + words, &words), month, day, words);
    }
    if (!is(r, i, "easter pasg"))
        return nothing();
    if (is(r, i + 1, "holidays holiday term break"))
        return says(VAGUE, 2);
    words += is(r, i + 1, "sunday") ? 1 : 0;
    int year = sl_due_year_behind(r, i + words, &words);
    if (year > 0)
        return a_day(sl_day_easter(year), words);
    if (r->context->plan_day == SL_DAY_NONE)
        return says(VAGUE, words);
    sl_day_parts(r->context->plan_day, &year, &month, &day);
    sl_day easter = sl_day_easter(year);
    return a_day(easter >= r->context->plan_day ? easter : sl_day_easter(year + 1), words);
}

/* Q4 2025/26: the last day of that quarter of the financial year */

struct sl_due_found sl_due_quarter(const struct sl_due_reading *r, size_t i) {
    size_t at = i;
    const struct sl_due_word *number = NULL;
    if (is(r, i, "q quarter"))
        number = word_at(r, i + 1);
    if (!number || number->kind != SL_DUE_NUMBER_WORD || number->number < 1 || number->number > 4)
        return nothing();
    at = i + 2 + (is(r, i + 2, "of ,") ? 1 : 0);
    const struct sl_due_word *first = word_at(r, at), *mark = word_at(r, at + 1);
    const struct sl_due_word *second = word_at(r, at + 2);
    if (!first || first->kind != SL_DUE_NUMBER_WORD || !sl_due_joins(mark, "/-") || !second ||
        second->kind != SL_DUE_NUMBER_WORD || sl_due_full_year(first) == 0)
        return says(VAGUE, 2);
    static const int last_month[] = {6, 9, 12, 3};
    int year = sl_due_full_year(first) + (number->number == 4 ? 1 : 0);
    return a_day(sl_day_month_end(year, last_month[number->number - 1]), at + 3 - i);
}

/* end of the month, this week, next month, end of 2025 */

struct sl_due_found sl_due_period_end(const struct sl_due_reading *r, size_t i) {
    size_t at = i;
    bool end = is(r, at, "end");
    at += end ? 1 : 0;
    at += end && is(r, at, "of") ? 1 : 0;
    bool next = is(r, at, "next");
    bool named = next || is(r, at, "this the");
    at += named ? 1 : 0;
    int year = 0, this_month = 0, day = 0;
    if (r->context->plan_day == SL_DAY_NONE || (!end && !named))
        return nothing();
    sl_day_parts(r->context->plan_day, &year, &this_month, &day);
    if (is(r, at, "month") && (end || next || is(r, at - 1, "this"))) {
        sl_day there = sl_day_add_months(sl_day_of(year, this_month, 1), next ? 1 : 0);
        sl_day_parts(there, &year, &this_month, &day);
        return a_day(sl_day_month_end(year, this_month), at + 1 - i);
    }
    if (is(r, at, "week") && (end || next || is(r, at - 1, "this"))) {
        sl_day friday = sl_due_friday_of(r->context->plan_day) + (next ? 7 : 0);
        return a_day(friday < r->context->plan_day ? friday + 7 : friday, at + 1 - i);
    }
    if (end && is(r, at, "year"))
        return a_day(sl_day_of(year + (next ? 1 : 0), 12, 31), at + 1 - i);
    const struct sl_due_word *word = word_at(r, at);
    if (end && word && word->kind == SL_DUE_NUMBER_WORD && word->digits == 4 &&
        sl_due_full_year(word) > 0)
        return a_day(sl_day_of(sl_due_full_year(word), 12, 31), at + 1 - i);
    return nothing();
}
