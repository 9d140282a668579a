/*
 * base/day.h - civil days of the Gregorian calendar. A day is counted in days since 1970-01-01 and
 * written "YYYY-MM-DD"; years 1900 to 2200 are days, others are mistakes. There is no clock here
 * but sl_day_today(), which rules never reach.
 */
#pragma once
#include "base/error.h"
#include <stdint.h>

typedef int32_t sl_day;
#define SL_DAY_NONE INT32_MIN

enum { SL_DAY_SIZE = 11 }; /* "YYYY-MM-DD" with the NUL */

/* SL_DAY_NONE when there is no such day (31 June). month 1-12, day 1-31. */
sl_day sl_day_of(int year, int month, int day);
void sl_day_parts(sl_day day, int *year, int *month, int *day_of_month);
/* Exactly "YYYY-MM-DD". Errors: SL_INVALID naming the text and what is allowed. */
enum sl_status sl_day_parse(const char *text, sl_day *out, struct sl_error *err);
/* Also day first as people in England write: 3/4/25, 03.04.2025, "3 April 2025". Two-digit years
 * are 20xx. Errors: SL_INVALID; a text with no year is refused. */
enum sl_status sl_day_parse_uk(const char *text, sl_day *out, struct sl_error *err);
/* "" for SL_DAY_NONE. Returns out. */
char *sl_day_format(sl_day day, char out[SL_DAY_SIZE]);
/* "3 April 2025", for people. size of out at least 20. */
char *sl_day_words(sl_day day, char *out, size_t size);
/* 0 is Monday, 6 is Sunday. */
int sl_day_weekday(sl_day day);
/* Same day of the month, or the last one of a shorter month (30 Nov + 3 months = 28 Feb). */
sl_day sl_day_add_months(sl_day day, int months);
sl_day sl_day_month_end(int year, int month);
/* Easter Sunday, Gregorian (Meeus/Jones/Butcher). */
sl_day sl_day_easter(int year);
/* Today in the United Kingdom's civil time of this machine. */
sl_day sl_day_today(void);
/* Milliseconds since 1970 UTC, for instants such as saved_at. */
int64_t sl_instant_now(void);
