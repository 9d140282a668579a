#include "base/day.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { YEAR_FIRST = 1900, YEAR_LAST = 2200, DAYS_TO_1970 = 719468, DAYS_IN_ERA = 146097 };
enum { DAY_FIRST = -25567, DAY_LAST = 84370 }; /* 1900-01-01, 2200-12-31 */

#define DAY_MS INT64_C(86400000)
#define HOUR_MS INT64_C(3600000)

static const char *const month_names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

static const char *const weekday_names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                            "Friday", "Saturday", "Sunday"};

static bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

/* Counted in years that begin in March, so that the leap day is the last of its year. */
sl_day sl_day_of(int year, int month, int day) {
    if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 || day < 1 ||
        day > month_length(year, month))
        return SL_DAY_NONE;
    int y = month > 2 ? year : year - 1;
    int era = y / 400, year_of_era = y % 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_IN_ERA + day_of_era - DAYS_TO_1970;
}

bool sl_day_is(sl_day day) {
    return day >= DAY_FIRST && day <= DAY_LAST;
}

void sl_day_parts(sl_day day, int *year, int *month, int *day_of_month) {
    *year = *month = *day_of_month = 0;
    if (!sl_day_is(day))
        return;
    int shifted = day + DAYS_TO_1970;
    int era = shifted / DAYS_IN_ERA, day_of_era = shifted % DAYS_IN_ERA;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int from_march = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * from_march + 2) / 5 + 1;
    *month = from_march < 10 ? from_march + 3 : from_march - 9;
    *year = era * 400 + year_of_era + (*month <= 2 ? 1 : 0);
}

static enum sl_status explain(struct sl_error *err, const char *text, int year, int month,
                              int day) {
    if (year < YEAR_FIRST || year > YEAR_LAST)
        return sl_fail(err, SL_INVALID, "", "\"%.40s\" has the year %d; years run from %d to %d.",
                       text, year, YEAR_FIRST, YEAR_LAST);
    if (month < 1 || month > 12)
        return sl_fail(err, SL_INVALID, "",
                       "\"%.40s\" has the month %d; write day, month (1 to 12), year.", text,
                       month);
    return sl_fail(err, SL_INVALID, "",
                   "\"%.40s\" is no day: %s %d has days 1 to %d, and this says %d.", text,
                   month_names[month - 1], year, month_length(year, month), day);
}

static enum sl_status make_day(const char *text, int year, int month, int day, sl_day *out,
                               struct sl_error *err) {
    sl_day made = sl_day_of(year, month, day);
    if (made == SL_DAY_NONE)
        return explain(err, text, year, month, day);
    *out = made;
    return SL_OK;
}

/* Moves *at behind at most most digits; how many there were, 0 when none or too many. */
static int read_digits(const char **at, int most, int *number) {
    int count = 0, value = 0;
    const char *p = *at;
    for (; *p >= '0' && *p <= '9'; p++) {
        if (++count > most)
            return 0;
        value = value * 10 + (*p - '0');
    }
    *at = p;
    *number = value;
    return count;
}

static bool is_iso_shape(const char *text) {
    for (int i = 0; i < SL_DAY_SIZE - 1; i++)
        if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return false;
    return text[SL_DAY_SIZE - 1] == '\0';
}

enum sl_status sl_day_parse(const char *text, sl_day *out, struct sl_error *err) {
    if (text == NULL || !is_iso_shape(text))
        return sl_fail(err, SL_INVALID, "", "\"%.40s\" is not a day written YYYY-MM-DD.",
                       text != NULL ? text : "");
    int year = 0, month = 0, day = 0;
    const char *at = text;
    read_digits(&at, 4, &year);
    at++;
    read_digits(&at, 2, &month);
    at++;
    read_digits(&at, 2, &day);
    return make_day(text, year, month, day, out, err);
}

static void skip_spaces(const char **at) {
    for (;;)
        if (isspace((unsigned char)**at))
            (*at)++;
        else if (strncmp(*at, "\xc2\xa0", 2) == 0) /* non-breaking */
            *at += 2;
        else
            return;
}

/* Number of the name (from 0) that a word of at least three letters begins; -1 when none. */
static int read_name(const char **at, const char *const *names, int count) {
    size_t length = 0;
    while (isalpha((unsigned char)(*at)[length]))
        length++;
    if (length < 3)
        return -1;
    for (int i = 0; i < count; i++) {
        bool sept = length == 4 && strncasecmp(*at, "sept", 4) == 0 && i == 8;
        if (sept || (length <= strlen(names[i]) && strncasecmp(*at, names[i], length) == 0)) {
            *at += length;
            return i;
        }
    }
    return -1;
}

static void skip_ordinal(const char **at) {
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    for (int i = 0; i < 4; i++)
        if (strncasecmp(*at, endings[i], 2) == 0 && !isalpha((unsigned char)(*at)[2])) {
            *at += 2;
            return;
        }
}

/* White space, or one of the marks with white space around it. */
static char skip_mark(const char **at, const char *marks) {
    skip_spaces(at);
    char mark = ' ';
    if (**at != '\0' && strchr(marks, **at) != NULL)
        mark = *(*at)++;
    skip_spaces(at);
    return mark;
}

struct parts {
    int year, month, day, weekday;
};

enum shape { SHAPE_OK, SHAPE_NO_YEAR, SHAPE_WRONG };

static enum shape read_year(const char *at, struct parts *parts) {
    if (*at == '\0')
        return SHAPE_NO_YEAR;
    int digits = read_digits(&at, 4, &parts->year);
    skip_spaces(&at);
    if ((digits != 2 && digits != 4) || *at != '\0')
        return SHAPE_WRONG;
    if (digits == 2)
        parts->year += 2000;
    return SHAPE_OK;
}

/* "April 3, 2025" */
static enum shape read_month_first(const char *at, struct parts *parts) {
    parts->month = read_name(&at, month_names, 12) + 1;
    if (parts->month == 0)
        return SHAPE_WRONG;
    skip_mark(&at, "");
    int digits = read_digits(&at, 2, &parts->day);
    if (digits == 0)
        return SHAPE_NO_YEAR; /* "April 2025" and "April" name no day either */
    skip_ordinal(&at);
    skip_mark(&at, ",");
    return read_year(at, parts);
}

static enum shape read_day_first(const char *at, struct parts *parts) {
    if (read_digits(&at, 2, &parts->day) == 0)
        return SHAPE_WRONG;
    skip_ordinal(&at);
    char mark = skip_mark(&at, "/.-");
    if (strncasecmp(at, "of ", 3) == 0)
        at += 3;
    skip_spaces(&at);
    if (read_digits(&at, 2, &parts->month) == 0)
        parts->month = read_name(&at, month_names, 12) + 1;
    else if (mark == ' ')
        return SHAPE_WRONG;
    if (parts->month == 0 && isalpha((unsigned char)*at))
        return SHAPE_WRONG;
    skip_mark(&at, "/.-,");
    return read_year(at, parts);
}

static enum shape read_parts(const char *at, struct parts *parts) {
    skip_spaces(&at);
    parts->weekday = read_name(&at, weekday_names, 7);
    skip_mark(&at, ",");
    return isalpha((unsigned char)*at) ? read_month_first(at, parts) : read_day_first(at, parts);
}

static enum sl_status check_weekday(const char *text, int weekday, sl_day day,
                                    struct sl_error *err) {
    if (weekday < 0 || weekday == sl_day_weekday(day))
        return SL_OK;
    char words[20];
    return sl_fail(err, SL_INVALID, "", "\"%.40s\" says %s, but %s is a %s.", text,
                   weekday_names[weekday], sl_day_words(day, words, sizeof words),
                   weekday_names[sl_day_weekday(day)]);
}

enum sl_status sl_day_parse_uk(const char *text, sl_day *out, struct sl_error *err) {
    const char *trimmed = text != NULL ? text : "";
    skip_spaces(&trimmed);
    char iso[SL_DAY_SIZE];
    snprintf(iso, sizeof iso, "%s", trimmed);
    const char *behind = trimmed + strlen(iso);
    skip_spaces(&behind);
    if (*behind == '\0' && is_iso_shape(iso))
        return sl_day_parse(iso, out, err);
    struct parts parts = {.weekday = -1};
    enum shape shape = read_parts(trimmed, &parts);
    if (shape == SHAPE_NO_YEAR)
        return sl_fail(err, SL_INVALID, "", "\"%.40s\" needs day, month and year: 3 April 2025.",
                       trimmed);
    if (shape == SHAPE_WRONG)
        return sl_fail(err, SL_INVALID, "",
                       "\"%.40s\" is not a day; write 3/4/2025, 3 April 2025 or 2025-04-03.",
                       trimmed);
    sl_day day = SL_DAY_NONE;
    enum sl_status status = make_day(trimmed, parts.year, parts.month, parts.day, &day, err);
    if (status == SL_OK)
        status = check_weekday(trimmed, parts.weekday, day, err);
    if (status == SL_OK)
        *out = day;
    return status;
}

static char *put_digits(char *out, int number, int digits) {
    for (int i = digits - 1; i >= 0; i--, number /= 10)
        out[i] = (char)('0' + number % 10);
    return out + digits;
}

char *sl_day_format(sl_day day, char out[SL_DAY_SIZE]) {
    char *end = out;
    if (sl_day_is(day)) {
        int year, month, day_of_month;
        sl_day_parts(day, &year, &month, &day_of_month);
        end = put_digits(end, year, 4);
        *end++ = '-';
        end = put_digits(end, month, 2);
        *end++ = '-';
        end = put_digits(end, day_of_month, 2);
    }
    *end = '\0';
    return out;
}

char *sl_day_words(sl_day day, char *out, size_t size) {
    int year, month, day_of_month;
    if (size > 0)
        out[0] = '\0';
    if (!sl_day_is(day))
        return out;
    sl_day_parts(day, &year, &month, &day_of_month);
    snprintf(out, size, "%d %s %d", day_of_month, month_names[month - 1], year);
    return out;
}

int sl_day_weekday(sl_day day) {
    return (day % 7 + 7 + 3) % 7; /* 1970-01-01 was a Thursday */
}

sl_day sl_day_month_end(int year, int month) {
    return month < 1 || month > 12 ? SL_DAY_NONE
                                   : sl_day_of(year, month, month_length(year, month));
}

sl_day sl_day_add_months(sl_day day, int months) {
    enum { MOST = 12 * (YEAR_LAST - YEAR_FIRST + 1) };
    if (!sl_day_is(day) || months > MOST || months < -MOST)
        return SL_DAY_NONE;
    int year, month, day_of_month;
    sl_day_parts(day, &year, &month, &day_of_month);
    int counted = year * 12 + month - 1 + months;
    if (counted < 0)
        return SL_DAY_NONE;
    year = counted / 12;
    month = counted % 12 + 1;
    int length = month_length(year, month);
    return sl_day_of(year, month, day_of_month < length ? day_of_month : length);
}

sl_day sl_day_easter(int year) {
    int a = year % 19, b = year / 100, c = year % 100;
    int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30;
    int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return sl_day_of(year, n / 31, n % 31 + 1);
}

static sl_day last_sunday(int year, int month) {
    sl_day end = sl_day_month_end(year, month);
    return end - (sl_day_weekday(end) + 1) % 7;
}

static int64_t days_below(int64_t instant) {
    return instant / DAY_MS - (instant % DAY_MS < 0 ? 1 : 0);
}

sl_day sl_day_at(int64_t instant) {
    int64_t day = days_below(instant);
    if (day < DAY_FIRST || day > DAY_LAST)
        return SL_DAY_NONE;
    int year, month, day_of_month;
    sl_day_parts((sl_day)day, &year, &month, &day_of_month);
    int64_t begins = last_sunday(year, 3) * DAY_MS + HOUR_MS;
    int64_t ends = last_sunday(year, 10) * DAY_MS + HOUR_MS;
    bool summer = instant >= begins && instant < ends;
    return (sl_day)days_below(summer ? instant + HOUR_MS : instant);
}

sl_day sl_day_today(void) {
    return sl_day_at(sl_instant_now());
}

int64_t sl_instant_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
