#include "base/calendar.h"
#include "base/memory.h"
#include <assert.h>
#include <stdlib.h>

struct sl_calendar {
    sl_day from, to;
    int32_t *working; /* working days from the first day of the range up to and including each */
};

static bool is_weekday(sl_day day) {
    return sl_day_weekday(day) < 5;
}

struct sl_calendar *sl_calendar_new(sl_day from, sl_day to, const sl_day *holidays, size_t count) {
    assert(from != SL_DAY_NONE && from <= to);
    struct sl_calendar *calendar = sl_new(1, sizeof *calendar);
    size_t days = (size_t)(to - from) + 1;
    *calendar = (struct sl_calendar){from, to, sl_new(days, sizeof *calendar->working)};
    for (size_t i = 0; i < days; i++)
        calendar->working[i] = is_weekday(from + (sl_day)i);
    for (size_t i = 0; i < count; i++)
        if (holidays[i] >= from && holidays[i] <= to)
            calendar->working[holidays[i] - from] = 0;
    for (size_t i = 1; i < days; i++)
        calendar->working[i] += calendar->working[i - 1];
    return calendar;
}

void sl_calendar_free(struct sl_calendar *calendar) {
    if (calendar == NULL)
        return;
    free(calendar->working);
    free(calendar);
}

void sl_calendar_drop(struct sl_calendar **calendar) {
    sl_calendar_free(*calendar);
}

sl_day sl_calendar_from(const struct sl_calendar *calendar) {
    return calendar->from;
}

sl_day sl_calendar_to(const struct sl_calendar *calendar) {
    return calendar->to;
}

static enum sl_status check_day(const struct sl_calendar *calendar, sl_day day,
                                struct sl_error *err) {
    if (day >= calendar->from && day <= calendar->to)
        return SL_OK;
    char text[SL_DAY_SIZE], from[SL_DAY_SIZE], to[SL_DAY_SIZE];
    if (day == SL_DAY_NONE)
        return sl_fail(err, SL_INVALID, "", "Working days cannot be counted without a day.");
    return sl_fail(err, SL_INVALID, "",
                   "%s is outside the holiday list, which runs from %s to %s; working days cannot "
                   "be counted there.",
                   sl_day_format(day, text), sl_day_format(calendar->from, from),
                   sl_day_format(calendar->to, to));
}

/* Working days of the range up to and including day, which may be the one before the range. */
static int working_to(const struct sl_calendar *calendar, sl_day day) {
    return day < calendar->from ? 0 : calendar->working[day - calendar->from];
}

enum sl_status sl_calendar_is_working(const struct sl_calendar *calendar, sl_day day, bool *out,
                                      struct sl_error *err) {
    enum sl_status status = check_day(calendar, day, err);
    if (status == SL_OK)
        *out = working_to(calendar, day) > working_to(calendar, day - 1);
    return status;
}

/* The number-th working day of the range, from 1. */
static sl_day working_day(const struct sl_calendar *calendar, int number) {
    sl_day low = calendar->from, high = calendar->to;
    while (low < high) {
        sl_day middle = low + (high - low) / 2;
        if (working_to(calendar, middle) < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

enum sl_status sl_calendar_add(const struct sl_calendar *calendar, sl_day from, int n, sl_day *out,
                               struct sl_error *err) {
    enum sl_status status = check_day(calendar, from, err);
    if (status != SL_OK)
        return status;
    int64_t number = n > 0 ? (int64_t)working_to(calendar, from) + n
                           : (int64_t)working_to(calendar, from - 1) + n + 1;
    if (n != 0 && (number < 1 || number > working_to(calendar, calendar->to))) {
        char text[SL_DAY_SIZE], first[SL_DAY_SIZE], last[SL_DAY_SIZE];
        return sl_fail(
            err, SL_INVALID, "",
            "%lld working days %s %s lead out of the holiday list, which runs from %s to "
            "%s.",
            llabs((long long)n), n > 0 ? "after" : "before", sl_day_format(from, text),
            sl_day_format(calendar->from, first), sl_day_format(calendar->to, last));
    }
    *out = n == 0 ? from : working_day(calendar, (int)number);
    return SL_OK;
}

enum sl_status sl_calendar_between(const struct sl_calendar *calendar, sl_day from, sl_day to,
                                   int *out, struct sl_error *err) {
    enum sl_status status = check_day(calendar, from, err);
    if (status == SL_OK)
        status = check_day(calendar, to, err);
    if (status == SL_OK)
        *out = working_to(calendar, to) - working_to(calendar, from);
    return status;
}
