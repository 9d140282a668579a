/*
 * base/calendar.h - working days: Monday to Friday that are not holidays, from a holiday list with
 * a stated range. A day outside the range is an error, never "no holiday". Clock of statutory
 * limits: the event's day is day 0, day 1 is the next working day, and an event on a non-working
 * day starts at the next working day too; a limit of n working days is met on the n-th.
 */
#pragma once
#include "base/day.h"

struct sl_calendar; /* the caller owns it and ends it with sl_calendar_free() */

/* from and to: the range the list speaks for, both included. holidays may be in any order. */
struct sl_calendar *sl_calendar_new(sl_day from, sl_day to, const sl_day *holidays, size_t count);
void sl_calendar_free(struct sl_calendar *calendar);
void sl_calendar_drop(struct sl_calendar **calendar); /* for SL_AUTO */

sl_day sl_calendar_from(const struct sl_calendar *calendar);
sl_day sl_calendar_to(const struct sl_calendar *calendar);

/* Errors of all three: SL_INVALID naming the day and the range of the list. */
enum sl_status sl_calendar_is_working(const struct sl_calendar *calendar, sl_day day, bool *out,
                                      struct sl_error *err);
/* The n-th working day after from; n < 0 counts back; n = 0 gives from itself. */
enum sl_status sl_calendar_add(const struct sl_calendar *calendar, sl_day from, int n, sl_day *out,
                               struct sl_error *err);
/* Working days after from up to and including to: 10 April to 2 May 2025 = 14; negative when to
 * lies before from. */
enum sl_status sl_calendar_between(const struct sl_calendar *calendar, sl_day from, sl_day to,
                                   int *out, struct sl_error *err);
