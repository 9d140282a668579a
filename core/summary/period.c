#include "summary/period.h"
#include "base/memory.h"
#include <string.h>

enum { WORDS_SIZE = 32 };

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

bool sl_period_is(struct sl_period period) {
    return period.from != SL_DAY_NONE && period.to != SL_DAY_NONE && period.from <= period.to;
}

static bool is_whole_months(struct sl_period period) {
    int year, month, day;
    sl_day_parts(period.from, &year, &month, &day);
    if (day != 1)
        return false;
    sl_day_parts(period.to, &year, &month, &day);
    return period.to == sl_day_month_end(year, month);
}

static char *month_words(struct sl_period period) {
    int year, month, day, to_year, to_month;
    sl_day_parts(period.from, &year, &month, &day);
    sl_day_parts(period.to, &to_year, &to_month, &day);
    const char *from = months[month - 1], *to = months[to_month - 1];
    if (year == to_year && month == to_month)
        return sl_format("%s %d", from, year);
    if (year == to_year)
        return sl_format("%s to %s %d", from, to, year);
    return sl_format("%s %d to %s %d", from, year, to, to_year);
}

char *sl_period_words(struct sl_period period) {
    char from[WORDS_SIZE], to[WORDS_SIZE];
    if (is_whole_months(period))
        return month_words(period);
    sl_day_words(period.to, to, sizeof to);
    if (period.from == period.to)
        return sl_copy(to);
    sl_day_words(period.from, from, sizeof from);
    int year, to_year, month, day;
    sl_day_parts(period.from, &year, &month, &day);
    sl_day_parts(period.to, &to_year, &month, &day);
    if (year == to_year)
        from[strlen(from) - strlen(" 2025")] = '\0';
    return sl_format("%s to %s", from, to);
}

struct sl_period sl_period_before(struct sl_period period) {
    if (!is_whole_months(period))
        return (struct sl_period){period.from - (period.to - period.from + 1), period.from - 1};
    int year, month, day, to_year, to_month;
    sl_day_parts(period.from, &year, &month, &day);
    sl_day_parts(period.to, &to_year, &to_month, &day);
    int count = (to_year - year) * 12 + to_month - month + 1;
    return (struct sl_period){sl_day_add_months(period.from, -count), period.from - 1};
}

struct sl_period sl_period_year(struct sl_period period) {
    return (struct sl_period){sl_day_add_months(period.to + 1, -12), period.to};
}
