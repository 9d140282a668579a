#include "base/due_read.h"
#include "base/memory.h"

/* "10/11" is 10 November, "25/26" a financial year. */
enum { FRIDAY = 4, WEEK = 7, FIRST_FINANCIAL_YEAR = 2015 };

static struct sl_due_found christmas(const struct sl_due_reading *r, size_t i) {
    static const char *const vague = "holidays holiday term break time contact period";
    if (sl_due_is(r, i + 1, vague))
        return sl_due_says(SL_DUE_SAYS_VAGUE, 2);
    size_t words = 1 + (sl_due_is(r, i + 1, "eve day") ? 1 : 0);
    int day = sl_due_is(r, i + 1, "eve") ? 24 : 25;
    int year = sl_due_year_behind(r, i + words, &words);
    struct sl_due_found found = sl_due_dated(r, year, 12, day, words);
    found.exact = false;
    return found;
}

/* later: days from Easter Sunday */
static struct sl_due_found easter(const struct sl_due_reading *r, size_t i, size_t words,
                                  int later) {
    int year = 0, month = 0, day = 0;
    if (sl_due_is(r, i + 1, "holidays holiday term break"))
        return sl_due_says(SL_DUE_SAYS_VAGUE, 2);
    words += words == 1 && sl_due_is(r, i + 1, "sunday monday") ? 1 : 0;
    year = sl_due_year_behind(r, i + words, &words);
    if (year > 0)
        return sl_due_day(sl_day_easter(year) + later, words);
    if (r->context->plan_day == SL_DAY_NONE)
        return sl_due_says(SL_DUE_SAYS_VAGUE, words);
    sl_day_parts(r->context->plan_day, &year, &month, &day);
    sl_day there = sl_day_easter(year) + later;
    there = there >= r->context->plan_day ? there : sl_day_easter(year + 1) + later;
    return sl_due_day(there, words);
}

/* Days that have the same date every year. */
static struct sl_due_found fixed_feast(const struct sl_due_reading *r, size_t i) {
    static const struct {
        const char *phrases;
        int month, day;
    } feasts[] = {{"boxing day", 12, 26},
                  {"new year's eve|new years eve", 12, 31},
                  {"new year's day|new years day", 1, 1},
                  {"halloween", 10, 31},
                  {"bonfire night", 11, 5}};
    for (size_t k = 0; k < SL_COUNT(feasts); k++) {
        size_t words = sl_due_phrase_at(r->words, i, feasts[k].phrases);
        if (words == 0)
            continue;
        int year = sl_due_year_behind(r, i + words, &words);
        struct sl_due_found found = sl_due_dated(r, year, feasts[k].month, feasts[k].day, words);
        found.exact = false;
        return found;
    }
    return sl_due_nothing();
}

struct sl_due_found sl_due_feast(const struct sl_due_reading *r, size_t i) {
    if (sl_due_is(r, i, "christmas xmas nadolig"))
        return christmas(r, i);
    if (sl_due_is(r, i, "easter pasg"))
        return easter(r, i, 1, sl_due_is(r, i + 1, "monday") ? 1 : 0);
    if (sl_due_phrase_at(r->words, i, "good friday") > 0)
        return easter(r, i, 2, -2);
    return fixed_feast(r, i);
}

/* The financial year whose first number stands at i, as in 2025/26; 0 for none. */
static int financial_year_at(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *first = sl_due_at(r, i), *second = sl_due_at(r, i + 2);
    if (!first || first->kind != SL_DUE_NUMBER_WORD || !sl_due_joins(sl_due_at(r, i + 1), "/-") ||
        !second || second->kind != SL_DUE_NUMBER_WORD ||
        sl_due_full_year(second) != sl_due_full_year(first) + 1 ||
        sl_due_full_year(first) < FIRST_FINANCIAL_YEAR)
        return 0;
    return sl_due_full_year(first);
}

static int quarter_at(const struct sl_due_reading *r, size_t i) {
    const struct sl_due_word *number = sl_due_at(r, i + 1);
    if (!sl_due_is(r, i, "q qtr quarter") || !number || number->kind != SL_DUE_NUMBER_WORD)
        return 0;
    return number->number >= 1 && number->number <= 4 ? number->number : 0;
}

static struct sl_due_found quarter_end(int year, int quarter, size_t words) {
    static const int last_month[] = {6, 9, 12, 3};
    return sl_due_day(sl_day_month_end(year + (quarter == 4 ? 1 : 0), last_month[quarter - 1]),
                      words);
}

/* Q4 2025/26, 2025/26 Q4: the last day of that quarter of the financial year */
struct sl_due_found sl_due_quarter(const struct sl_due_reading *r, size_t i) {
    int year = financial_year_at(r, i), quarter = quarter_at(r, year > 0 ? i + 3 : i);
    if (year > 0 && quarter > 0)
        return quarter_end(year, quarter, 5);
    if (quarter == 0)
        return year > 0 && r->context->is_field ? sl_due_says(SL_DUE_SAYS_VAGUE, 3)
                                                : sl_due_nothing();
    size_t at = i + 2;
    while (sl_due_is(r, at, "of , - ( fy the") && at < i + 4)
        at++;
    year = financial_year_at(r, at);
    return year > 0 ? quarter_end(year, quarter, at + 3 - i) : sl_due_says(SL_DUE_SAYS_VAGUE, 2);
}

static struct sl_due_found month_end(const struct sl_due_reading *r, int later, size_t words) {
    int year = 0, month = 0, day = 0;
    sl_day_parts(r->context->plan_day, &year, &month, &day);
    sl_day there = sl_day_add_months(sl_day_of(year, month, 1), later);
    sl_day_parts(there, &year, &month, &day);
    return sl_due_day(sl_day_month_end(year, month), words);
}

static struct sl_due_found week_end(const struct sl_due_reading *r, int later, size_t words) {
    sl_day plan = r->context->plan_day, friday = plan - sl_day_weekday(plan) + FRIDAY;
    return sl_due_day((friday < plan ? friday + WEEK : friday) + WEEK * later, words);
}

static struct sl_due_found year_end(const struct sl_due_reading *r, size_t at, int later,
                                    size_t words) {
    const struct sl_due_word *word = sl_due_at(r, at);
    int year = 0, month = 0, day = 0;
    if (word && word->kind == SL_DUE_NUMBER_WORD && word->digits == 4 &&
        !sl_due_joins(sl_due_at(r, at + 1), "/-") && sl_due_full_year(word) > 0)
        return sl_due_day(sl_day_of(word->number, 12, 31), words);
    if (!sl_due_is(r, at, "year") || r->context->plan_day == SL_DAY_NONE)
        return sl_due_nothing();
    sl_day_parts(r->context->plan_day, &year, &month, &day);
    return sl_due_day(sl_day_of(year + later, 12, 31), words);
}

/* end of the month, this week, next month, end of 2025 */
struct sl_due_found sl_due_period_end(const struct sl_due_reading *r, size_t i) {
    size_t end = sl_due_phrase_at(r->words, i, "end of|end|diwedd"), at = i + end;
    bool next = sl_due_is(r, at, "next"), named = sl_due_is(r, at, "this");
    at += next || named || (end > 0 && sl_due_is(r, at, "the")) ? 1 : 0;
    if (end > 0) {
        struct sl_due_found found = year_end(r, at, next ? 1 : 0, at + 1 - i);
        if (!sl_due_is_nothing(found))
            return found;
    }
    if (!sl_due_is(r, at, "month week") || (end == 0 && !next && !named))
        return sl_due_nothing();
    if (r->context->plan_day == SL_DAY_NONE)
        return sl_due_says(SL_DUE_SAYS_VAGUE, at + 1 - i);
    return sl_due_is(r, at, "month") ? month_end(r, next ? 1 : 0, at + 1 - i)
                                     : week_end(r, next ? 1 : 0, at + 1 - i);
}
