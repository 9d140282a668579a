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
/* SL_DAY_NONE is none, nor is a number outside of the years above. */
bool sl_day_is(sl_day day);
/* Noughts for what is no day. */
void sl_day_parts(sl_day day, int *year, int *month, int *day_of_month);
/* Exactly "YYYY-MM-DD", zeros and all. Errors: SL_INVALID naming the text and what is allowed. */
enum sl_status sl_day_parse(const char *text, sl_day *out, struct sl_error *err);
/* Also day first as people in England write: 3/4/25, 03.04.2025, 3-Apr-2025, "Thursday 3rd April
 * 2025", and "April 3, 2025"; white space around is let go. Two-digit years are 20xx. Errors:
 * SL_INVALID for a text with no year, an impossible day, a weekday that the date is not. */
enum sl_status sl_day_parse_uk(const char *text, sl_day *out, struct sl_error *err);
/* "" for what is no day. Returns out. */
char *sl_day_format(sl_day day, char out[SL_DAY_SIZE]);
/* "3 April 2025", for people. size of out at least 20. */
char *sl_day_words(sl_day day, char *out, size_t size);
/* 0 is Monday, 6 is Sunday. */
int sl_day_weekday(sl_day day);
/* Same day of the month, or the last one of a shorter month (30 Nov + 3 months = 28 Feb); months
 * may be negative. SL_DAY_NONE when either is no day. */
sl_day sl_day_add_months(sl_day day, int months);
/* SL_DAY_NONE when there is no such month. */
sl_day sl_day_month_end(int year, int month);
/* Easter Sunday, Gregorian (Meeus/Jones/Butcher). */
sl_day sl_day_easter(int year);
/* The day in the United Kingdom's civil time at an instant; British Summer Time as the Summer Time
 * Order 2002 (SI 2002/262) has it, exact from 1996 on. SL_DAY_NONE outside 1900 to 2200. */
sl_day sl_day_at(int64_t instant);
/* Today in the United Kingdom's civil time by the clock of this machine. */
sl_day sl_day_today(void);
/* Milliseconds since 1970 UTC, for instants such as saved_at. */
int64_t sl_instant_now(void);
